/** The programs whose work is remembered. */
export const AGENTS = ['claude-code', 'vscode', 'copilot', 'gemini-cli', 'codex', 'cursor'] as const;
export type Agent = (typeof AGENTS)[number];

/** Stands where an agent's name does for the sessions that hold what people wrote by hand. */
export const NOTES = 'notes';
export type SessionAgent = Agent | typeof NOTES;

/** The sub-agent inside which an event happened. */
export interface Subagent {
  readonly id: string;
  readonly type: string;
}

interface EventBase {
  readonly agent: Agent;
  /** The agent's own id of the session. */
  readonly sessionId: string;
  /** When the hook saw it, in ms since the epoch. */
  readonly atMs: number;
  readonly cwd: string;
  /** The agent's own id of the prompt, where it has one (Claude Code's `prompt_id`). */
  readonly promptId?: string;
  readonly subagent?: Subagent;
  /** The person wants nothing more of this session recorded. */
  readonly startsIncognito?: boolean;
}

export interface SessionStartEvent extends EventBase {
  readonly kind: 'sessionStart';
  /** startup, resume, clear, compact, fork … in the agent's own words. */
  readonly source: string;
}

export interface PromptEvent extends EventBase {
  readonly kind: 'prompt';
  /** What the user wrote, private parts removed. */
  readonly text: string;
  /** Nothing was left when the private parts were removed: the whole turn is private. */
  readonly isPrivate: boolean;
  /** Text of a machine (a task notification), not of a person: it starts no new prompt. */
  readonly isMachine: boolean;
}

export interface ToolUseEvent extends EventBase {
  readonly kind: 'toolUse';
  /** Absent where the agent gives its tool uses no id. */
  readonly toolUseId?: string;
  readonly toolUse: ToolUse;
}

export interface SubagentStopEvent extends EventBase {
  readonly kind: 'subagentStop';
  readonly lastAssistantMessage: string;
}

export interface PreCompactEvent extends EventBase {
  readonly kind: 'preCompact';
  readonly trigger: string;
}

/** What the agent said, where the end of its turn does not repeat it (Cursor). */
export interface AssistantMessageEvent extends EventBase {
  readonly kind: 'assistantMessage';
  readonly text: string;
}

export interface StopEvent extends EventBase {
  readonly kind: 'stop';
  readonly lastAssistantMessage: string;
}

export interface SessionEndEvent extends EventBase {
  readonly kind: 'sessionEnd';
  readonly reason: string;
}

/** One hook event, the same whatever agent it came from; strings are stripped, redacted and capped. */
export type HookEvent = SessionStartEvent | PromptEvent | ToolUseEvent | SubagentStopEvent | PreCompactEvent | AssistantMessageEvent | StopEvent | SessionEndEvent;

/** A value as JSON has them. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a tool was asked and what it answered. */
export interface ToolUse {
  readonly name: string;
  readonly input: Json;
  readonly response: Json;
  /** Set when the tool failed. */
  readonly error?: string;
  readonly isInterrupt?: boolean;
  readonly durationMs?: number;
}
