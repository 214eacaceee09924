import * as z from 'zod/mini';
import { PayloadError } from '../core/errors';
import type { HookEvent, Json, Subagent } from '../core/hookEvent';
import { isOnlyPrivate, withoutMarkers } from '../core/strippedMarkers';

type Fields = Readonly<Record<string, Json>>;

const required = z.string().check(z.minLength(1));
/** What an event can do without is dropped when it has another shape: the event itself is worth more. */
const text = z.catch(z.string(), '');
const optionalText = z.catch(z.optional(required), undefined);
/** Comes out of a payload that is JSON already. */
const json = z.optional(z.custom<Json>());

const base = { session_id: required, cwd: text, prompt_id: optionalText, agent_id: optionalText, agent_type: text };
const toolUse = { ...base, tool_name: required, tool_input: json, tool_use_id: optionalText, duration_ms: z.catch(z.optional(z.number()), undefined) };

const shapes = {
  SessionStart: z.object({ ...base, source: text }),
  UserPromptSubmit: z.object({ ...base, prompt: z.string() }),
  PostToolUse: z.object({ ...toolUse, tool_response: json }),
  PostToolUseFailure: z.object({ ...toolUse, error: json, is_interrupt: z.catch(z.optional(z.boolean()), undefined) }),
  SubagentStop: z.object({ ...base, last_assistant_message: text }),
  PreCompact: z.object({ ...base, trigger: text }),
  Stop: z.object({ ...base, last_assistant_message: text }),
  SessionEnd: z.object({ ...base, reason: text }),
};
type EventName = keyof typeof shapes;

const isEventName = (name: unknown): name is EventName => typeof name === 'string' && Object.hasOwn(shapes, name);

/**
 * A hook event of Claude Code from a payload that was cleaned. Fields nobody has seen are tolerated.
 *
 * @param event the hook program's argument; where it says nothing, the payload's `hook_event_name` does
 * @returns undefined for an event that is accepted and ignored
 * @throws PayloadError that names the field without which the event is nothing
 */
export function parseClaudeCode(event: string, payload: Json, atMs: number): HookEvent | undefined {
  if (!isFields(payload)) throw new PayloadError('', 'the payload is not an object');
  const name = isEventName(event) ? event : payload['hook_event_name'];
  return isEventName(name) ? parseEvent(name, payload, atMs) : undefined;
}

function parseEvent(name: EventName, payload: Fields, atMs: number): HookEvent | undefined {
  switch (name) {
    case 'SessionStart': {
      const fields = parse(shapes.SessionStart, payload);
      return { kind: 'sessionStart', ...common(fields, atMs), source: fields.source };
    }
    case 'UserPromptSubmit': {
      const fields = parse(shapes.UserPromptSubmit, payload);
      return { kind: 'prompt', ...common(fields, atMs), text: withoutMarkers(fields.prompt), isPrivate: isOnlyPrivate(fields.prompt), isMachine: isMachineText(fields.prompt) };
    }
    case 'PostToolUse': {
      const fields = parse(shapes.PostToolUse, payload);
      return { kind: 'toolUse', ...tool(fields, atMs), toolUse: { ...used(fields), response: fields.tool_response ?? null } };
    }
    case 'PostToolUseFailure': {
      const fields = parse(shapes.PostToolUseFailure, payload);
      const isInterrupt = fields.is_interrupt === undefined ? {} : { isInterrupt: fields.is_interrupt };
      return { kind: 'toolUse', ...tool(fields, atMs), toolUse: { ...used(fields), response: null, error: asText(fields.error), ...isInterrupt } };
    }
    case 'SubagentStop': {
      const fields = parse(shapes.SubagentStop, payload);
      // `/compact` runs a nameless sub-agent of its own: nothing of the user's work.
      if (fields.agent_type === '') return undefined;
      return { kind: 'subagentStop', ...common(fields, atMs), lastAssistantMessage: fields.last_assistant_message };
    }
    case 'PreCompact': {
      const fields = parse(shapes.PreCompact, payload);
      return { kind: 'preCompact', ...common(fields, atMs), trigger: fields.trigger };
    }
    case 'Stop': {
      const fields = parse(shapes.Stop, payload);
      return { kind: 'stop', ...common(fields, atMs), lastAssistantMessage: fields.last_assistant_message };
    }
    case 'SessionEnd': {
      const fields = parse(shapes.SessionEnd, payload);
      return { kind: 'sessionEnd', ...common(fields, atMs), reason: fields.reason };
    }
  }
}

interface BaseFields {
  readonly session_id: string;
  readonly cwd: string;
  readonly prompt_id?: string | undefined;
  readonly agent_id?: string | undefined;
  readonly agent_type: string;
}

function common(fields: BaseFields, atMs: number): { agent: 'claude-code'; sessionId: string; atMs: number; cwd: string; promptId?: string; subagent?: Subagent } {
  return {
    agent: 'claude-code',
    sessionId: fields.session_id,
    atMs,
    cwd: fields.cwd,
    ...(fields.prompt_id === undefined ? {} : { promptId: fields.prompt_id }),
    ...(fields.agent_id === undefined ? {} : { subagent: { id: fields.agent_id, type: fields.agent_type } }),
  };
}

function tool(fields: BaseFields & { readonly tool_use_id?: string | undefined }, atMs: number): ReturnType<typeof common> & { toolUseId?: string } {
  return { ...common(fields, atMs), ...(fields.tool_use_id === undefined ? {} : { toolUseId: fields.tool_use_id }) };
}

function used(fields: { readonly tool_name: string; readonly tool_input?: Json | undefined; readonly duration_ms?: number | undefined }): { name: string; input: Json; durationMs?: number } {
  return { name: fields.tool_name, input: fields.tool_input ?? null, ...(fields.duration_ms === undefined ? {} : { durationMs: fields.duration_ms }) };
}

const isMachineText = (prompt: string): boolean => /^\s*<task-notification[\s>]/.test(prompt);

const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

const isFields = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

function parse<Shape extends z.ZodMiniType>(shape: Shape, payload: Fields): z.output<Shape> {
  const result = z.safeParse(shape, payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new PayloadError(issue?.path.join('.') ?? '', issue?.message ?? 'has another shape', { cause: result.error });
}
