import type { Agent } from './hookEvent';

/** How a transcript itself names what it tells, so that it is known again when it is read again. */
export interface TranscriptOrigin {
  /** Its name of the prompt whose turn it is; empty before the first. */
  readonly promptKey: string;
  /** Its name of this very event. */
  readonly eventKey: string;
}

/** One thing that a transcript tells, in the words in which the agent's hook tells it. */
export interface TranscriptEvent {
  readonly agent: Agent;
  readonly event: string;
  readonly atMs: number;
  readonly payload: object;
  readonly origin: TranscriptOrigin;
  /** Where in the transcript its turn begins: reading can be taken up again there. */
  readonly turnAtByte: number;
}
