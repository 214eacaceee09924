import { PayloadError } from '../core/errors';
import type { Agent, HookEvent, Json } from '../core/hookEvent';
import { parseClaudeCode } from './claudeCode';

/** @returns undefined for an event that is accepted and ignored. @throws PayloadError */
type PayloadParser = (event: string, payload: Json, atMs: number) => HookEvent | undefined;

const PARSERS: ReadonlyMap<string, PayloadParser> = new Map<Agent, PayloadParser>([['claude-code', parseClaudeCode]]);

/**
 * The hook event in a payload that was cleaned, whatever agent it came from.
 *
 * @returns undefined for an event that is accepted and ignored
 * @throws PayloadError for an agent nobody knows and for a payload that can be no event of its agent
 */
export function parseHookEvent(call: { readonly agent: string; readonly event: string; readonly atMs: number; readonly payload: Json }): HookEvent | undefined {
  const parser = PARSERS.get(call.agent);
  if (parser === undefined) throw new PayloadError('agent', `unknown agent; known are ${[...PARSERS.keys()].join(', ')}`);
  return parser(call.event, call.payload, call.atMs);
}
