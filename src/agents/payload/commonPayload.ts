import * as z from 'zod/mini';
import { PayloadError } from '../../core/errors';
import type { Agent, HookEvent, Json, Subagent } from '../../core/hookEvent';
import { asksForIncognito, isOnlyPrivate, withoutMarkers } from '../../core/strippedMarkers';

/** A payload that is an object. */
export type Fields = Readonly<Record<string, Json>>;

const required = z.string().check(z.minLength(1));
/** What an event can do without is dropped when it has another shape: the event itself is worth more. */
const text = z.catch(z.string(), '');
const optionalText = z.catch(z.optional(required), undefined);
/** Comes out of a payload that is JSON already. */
const json = z.optional(z.custom<Json>());

const base = { session_id: required, cwd: text, prompt_id: optionalText, agent_id: optionalText, agent_type: text };
const toolUse = { ...base, tool_name: required, tool_input: json, tool_use_id: optionalText, tool_response: json, duration_ms: z.catch(z.optional(z.number()), undefined) };

/** The words of Claude Code, into which the other dialects are translated. */
const shapes = {
  SessionStart: z.object({ ...base, source: text }),
  UserPromptSubmit: z.object({ ...base, prompt: z.string() }),
  PostToolUse: z.object(toolUse),
  PostToolUseFailure: z.object({ ...toolUse, error: json, is_interrupt: z.catch(z.optional(z.boolean()), undefined) }),
  SubagentStop: z.object({ ...base, last_assistant_message: text }),
  PreCompact: z.object({ ...base, trigger: text }),
  /** Said before the end of a turn whose end does not repeat it. */
  AssistantMessage: z.object({ ...base, last_assistant_message: text }),
  Stop: z.object({ ...base, last_assistant_message: text }),
  SessionEnd: z.object({ ...base, reason: text }),
};
export type CommonEvent = keyof typeof shapes;

/** @throws PayloadError that names the field without which the event is nothing */
export function parseCommon(agent: Agent, name: CommonEvent, payload: Fields, atMs: number): HookEvent {
  const common = (fields: BaseFields): EventBase => eventBase(agent, fields, atMs);
  switch (name) {
    case 'SessionStart': {
      const fields = parse(shapes.SessionStart, payload);
      return { kind: 'sessionStart', ...common(fields), source: fields.source };
    }
    case 'UserPromptSubmit': {
      const fields = parse(shapes.UserPromptSubmit, payload);
      return { kind: 'prompt', ...common(fields), text: withoutMarkers(fields.prompt), isPrivate: isOnlyPrivate(fields.prompt), isMachine: isMachineText(fields.prompt), ...(asksForIncognito(fields.prompt) && { startsIncognito: true }) };
    }
    case 'PostToolUse': {
      const fields = parse(shapes.PostToolUse, payload);
      return { kind: 'toolUse', ...common(fields), ...toolUseId(fields), toolUse: used(fields) };
    }
    case 'PostToolUseFailure': {
      const fields = parse(shapes.PostToolUseFailure, payload);
      const isInterrupt = fields.is_interrupt === undefined ? {} : { isInterrupt: fields.is_interrupt };
      return { kind: 'toolUse', ...common(fields), ...toolUseId(fields), toolUse: { ...used(fields), error: asText(fields.error), ...isInterrupt } };
    }
    case 'SubagentStop': {
      const fields = parse(shapes.SubagentStop, payload);
      return { kind: 'subagentStop', ...common(fields), lastAssistantMessage: fields.last_assistant_message };
    }
    case 'PreCompact': {
      const fields = parse(shapes.PreCompact, payload);
      return { kind: 'preCompact', ...common(fields), trigger: fields.trigger };
    }
    case 'AssistantMessage': {
      const fields = parse(shapes.AssistantMessage, payload);
      return { kind: 'assistantMessage', ...common(fields), text: fields.last_assistant_message };
    }
    case 'Stop': {
      const fields = parse(shapes.Stop, payload);
      return { kind: 'stop', ...common(fields), lastAssistantMessage: fields.last_assistant_message };
    }
    case 'SessionEnd': {
      const fields = parse(shapes.SessionEnd, payload);
      return { kind: 'sessionEnd', ...common(fields), reason: fields.reason };
    }
  }
}

/** @throws PayloadError */
export function fieldsOf(payload: Json): Fields {
  if (!isFields(payload)) throw new PayloadError('', 'the payload is not an object');
  return payload;
}

export const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

interface BaseFields {
  readonly session_id: string;
  readonly cwd: string;
  readonly prompt_id?: string | undefined;
  readonly agent_id?: string | undefined;
  readonly agent_type: string;
}

interface EventBase {
  readonly agent: Agent;
  readonly sessionId: string;
  readonly atMs: number;
  readonly cwd: string;
  readonly promptId?: string;
  readonly subagent?: Subagent;
}

function eventBase(agent: Agent, fields: BaseFields, atMs: number): EventBase {
  return {
    agent,
    sessionId: fields.session_id,
    atMs,
    cwd: fields.cwd,
    ...(fields.prompt_id === undefined ? {} : { promptId: fields.prompt_id }),
    ...(fields.agent_id === undefined ? {} : { subagent: { id: fields.agent_id, type: fields.agent_type } }),
  };
}

function toolUseId(fields: { readonly tool_use_id?: string | undefined }): { toolUseId?: string } {
  return fields.tool_use_id === undefined ? {} : { toolUseId: fields.tool_use_id };
}

interface ToolFields {
  readonly tool_name: string;
  readonly tool_input?: Json | undefined;
  readonly tool_response?: Json | undefined;
  readonly duration_ms?: number | undefined;
}

function used(fields: ToolFields): { name: string; input: Json; response: Json; durationMs?: number } {
  const durationMs = fields.duration_ms === undefined ? {} : { durationMs: fields.duration_ms };
  return { name: fields.tool_name, input: fields.tool_input ?? null, response: fields.tool_response ?? null, ...durationMs };
}

const isMachineText = (prompt: string): boolean => /^\s*<task-notification[\s>]/.test(prompt);

const asText = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

function parse<Shape extends z.ZodMiniType>(shape: Shape, payload: Fields): z.output<Shape> {
  const result = z.safeParse(shape, payload);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new PayloadError(issue?.path.join('.') ?? '', issue?.message ?? 'has another shape', { cause: result.error });
}
