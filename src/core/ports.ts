import type { HookEvent } from './hookEvent';
import type { Batch } from './message';
import type { Compression } from './observation';

/** Log lines start with what happened; data comes last. No prompt text, keys or file contents above `trace`. */
export interface Logger {
  trace(message: string): void;
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface Disposable {
  dispose(): void;
}

/** What compresses a batch. */
export interface Provider {
  readonly name: string;
  /** How long a run gathers messages before it calls; 0 for one that costs nothing. */
  readonly gatherMs: number;
  /** The most messages of one call. */
  readonly maxBatch: number;
  /**
   * @throws ProviderError in every case but an abort
   * @throws the signal's reason when `signal` aborts
   */
  compress(batch: Batch, signal: AbortSignal): Promise<Compression>;
}

/** Time as the session manager sees it, so that tests can turn the clock. */
export interface Clock {
  nowMs(): number;
  setTimer(callback: () => void, delayMs: number): Disposable;
}

/** What became of an ingested event. */
export type IngestResult = 'queued' | 'recorded' | 'duplicate' | 'private' | 'ignored';

/** A message's share in a failed call. */
export type FailureShare = 'attempt' | 'none';

/** The durable queue. Each promise resolves when its effect is on disk. */
export interface QueueStore {
  ingest(event: HookEvent): Promise<{ result: IngestResult; sessionId: number }>;
  /**
   * Takes the session's oldest pending messages, at most `maxMessages`, up to and with its first summarize; counts the
   * attempt and marks owner and token in one transaction. A message claimed before is claimed alone, so that one bad
   * message cannot take others down with it.
   */
  claim(sessionId: number, limits: { maxMessages: number; maxBytes: number }): Promise<Batch | undefined>;
  /** Stores the results and settles the batch in one transaction; false when the token is no longer valid. */
  settle(batch: Batch, compression: Compression): Promise<boolean>;
  /**
   * Puts a batch back. With `attempt` it counts, and the third failure makes the message `failed`; with `none` the claim's
   * attempt is given back. @returns how many are `failed` now
   */
  release(batch: Batch, share: FailureShare, reason: string): Promise<number>;
  /** Sessions with pending messages, the longest waiting first. */
  sessionsWithPending(): readonly number[];
  pendingOf(sessionId: number): { messages: number; hasSummarize: boolean };
}
