import type { Agent, Subagent, ToolUse } from './hookEvent';

export const MESSAGE_STATES = ['pending', 'processing', 'processed', 'skipped', 'failed'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** What a summarize request carries: the user's words and the assistant's last ones. */
export interface SummarizeRequest {
  readonly lastUserMessage: string;
  readonly lastAssistantMessage: string;
  /** `stop` at the end of a turn, `preCompact` before the agent forgets. */
  readonly reason: 'stop' | 'preCompact';
}

/** A sub-agent's report at its end. */
export interface SubagentReport {
  readonly text: string;
}

export type MessagePayload =
  | { readonly kind: 'toolUse'; readonly toolUse: ToolUse }
  | { readonly kind: 'subagentReport'; readonly report: SubagentReport }
  | { readonly kind: 'summarize'; readonly request: SummarizeRequest };

/** One unit of queued work. Everything needed to process it is on it: nothing is read off the session later. */
export interface Message {
  readonly id: number;
  readonly sessionId: number;
  readonly agent: Agent;
  /** Folder of the project when it happened. */
  readonly project: string;
  readonly cwd: string;
  readonly atMs: number;
  readonly promptNumber: number;
  readonly toolUseId?: string;
  readonly subagent?: Subagent;
  /** 1 at the first claim. */
  readonly attempt: number;
  readonly payload: MessagePayload;
}

/** The messages of one session that one provider call compresses, oldest first; a summarize is always the last. */
export interface Batch {
  readonly token: string;
  readonly sessionId: number;
  readonly messages: readonly Message[];
  /** The user's prompt of the batch's turn; empty when it is not known. */
  readonly prompt: string;
  /** Titles of the last observations of the session, newest last: context that keeps the model from repeating itself. */
  readonly recentTitles: readonly string[];
  /** The titles of what this turn gave so far, for its summary, oldest first. */
  readonly turnTitles: readonly string[];
}
