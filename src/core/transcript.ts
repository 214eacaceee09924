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
  readonly payload: Readonly<Record<string, unknown>>;
  readonly origin: TranscriptOrigin;
  /** Where in the transcript its turn begins: reading can be taken up again there. */
  readonly turnAtByte: number;
}

/** A transcript as the file system knows it. */
export interface TranscriptFile {
  readonly agent: Agent;
  readonly file: string;
  readonly sizeBytes: number;
  readonly modifiedMs: number;
}

/** What can be said of a transcript without reading it. */
export interface TranscriptOutline {
  readonly sessionId: string;
  readonly cwd: string;
  /** The first prompt, as the user wrote it. */
  readonly firstPrompt: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  /** Counted, or reckoned from the part that was looked at. */
  readonly toolUses: number;
  readonly turns: number;
}

/** The transcripts that one agent keeps on this machine. */
export interface Transcripts {
  readonly agent: Agent;
  /** Looks at names and times alone. */
  find(): Promise<readonly TranscriptFile[]>;
  /** Reads a bounded part; undefined for a file that holds no session of a person. */
  outline(file: TranscriptFile): Promise<TranscriptOutline | undefined>;
  /** What hooks would have told, in order, from the turn that begins at this byte on. What cannot be understood is left out. */
  read(file: string, fromByte: number): AsyncIterable<TranscriptEvent>;
}
