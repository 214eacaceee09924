import { PayloadError } from '../core/errors';
import { AGENTS, type Agent, type HookEvent, type Json } from '../core/hookEvent';
import { isRecallTool } from '../core/recallTools';
import { parseClaudeCode } from './payload/claudeCode';
import { parseCodex } from './payload/codex';
import { fieldsOf } from './payload/commonPayload';
import { parseCopilot } from './payload/copilot';
import { isCursorPayload, parseCursor } from './payload/cursor';
import type { PayloadParser } from './payload/dialect';
import { parseGeminiCli } from './payload/geminiCli';
import { isVscodePayload, parseVscode } from './payload/vscode';

const PARSERS: Readonly<Record<Agent, PayloadParser>> = {
  'claude-code': parseClaudeCode,
  vscode: parseVscode,
  copilot: parseCopilot,
  'gemini-cli': parseGeminiCli,
  codex: parseCodex,
  cursor: parseCursor,
};

/**
 * The hook event in a payload that was cleaned, whatever agent it came from.
 *
 * @returns undefined for an event that is accepted and ignored
 * @throws PayloadError for an agent nobody knows and for a payload that can be no event of its agent
 */
export function parseHookEvent(call: { readonly agent: string; readonly event: string; readonly atMs: number; readonly payload: Json }): HookEvent | undefined {
  const agent = AGENTS.find((known) => known === call.agent);
  if (agent === undefined) throw new PayloadError('agent', `unknown agent; known are ${AGENTS.join(', ')}`);
  const payload = fieldsOf(call.payload);
  // Cursor is an agent of its own: it is connected by its own hooks or not at all.
  if (agent !== 'cursor' && isCursorPayload(payload)) return undefined;
  const isOfVscode = (agent === 'claude-code' || agent === 'copilot') && isVscodePayload(payload);
  const event = PARSERS[isOfVscode ? 'vscode' : agent](call.event, payload, call.atMs);
  // What was read from the memory is in it already.
  return event?.kind === 'toolUse' && isRecallTool(event.toolUse.name) ? undefined : event;
}
