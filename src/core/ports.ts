import type { AgentActivity } from './agentAdapter';
import type { FileMemory, MemoryEntry, MessageScope, ProjectEntry, PromptEntry, QueueCounts, QueueEntry, SearchHit, SearchQuery, SessionEntry, Status, StorageState } from './api';
import type { Agent, HookEvent } from './hookEvent';
import type { Batch } from './message';
import type { Compression, Memory, Observation, Summary } from './observation';
import type { FileNames } from './project';
import type { TranscriptOrigin } from './transcript';

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
  /** Why no call can succeed until its key or its settings change; absent when nothing is known against it. */
  readonly problem?: string | undefined;
  /**
   * @throws ProviderError in every case but an abort
   * @throws the signal's reason when `signal` aborts
   */
  compress(batch: Batch, signal: AbortSignal): Promise<Compression>;
}

/** Turns texts into vectors that are near each other where the texts are near in meaning. */
export interface Embedder {
  /** Of the model: only vectors of one can be compared. */
  readonly name: string;
  /**
   * @returns a vector for each text, in their order and of one length
   * @throws ProviderError in every case but an abort
   * @throws the signal's reason when `signal` aborts
   */
  embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
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

/** A prompt that memories are looked for. */
export interface PromptQuery {
  readonly text: string;
  readonly project: string;
  /** Its own, of which nothing is wanted. */
  readonly sessionId: number;
}

/** The durable queue. Each promise resolves when its effect is on disk. */
export interface QueueStore {
  /**
   * @param project identity of the project that `event.cwd` is in
   * @param folder where it is; the identity of one without a remote, which memories keep under that until it has one
   * @param tree the top of the work tree that `event.cwd` is in, which paths in memories are relative to
   * @param transcript set when it was no hook that told
   */
  ingest(event: HookEvent, project: string, folder?: string, tree?: string, transcript?: TranscriptOrigin): Promise<{ result: IngestResult; sessionId: number }>;
  /**
   * Takes the session's oldest pending messages, of one prompt, at most `maxMessages`, up to and with its first summarize; counts
   * the attempt and marks owner and token in one statement. A message that was tried before is claimed alone, so that one bad
   * message cannot take others down with it.
   */
  claim(sessionId: number, limits: BatchLimits): Promise<Batch | undefined>;
  /** Stores the results and settles the batch in one transaction; false when the token is no longer valid. */
  settle(batch: Batch, compression: Compression): Promise<boolean>;
  /**
   * Puts a batch back. With `attempt` it counts, and the third failure makes the message `failed`; with `none` the claim's
   * attempt is given back. @returns how many are `failed` now
   */
  release(batch: Batch, share: FailureShare, reason: string): Promise<number>;
  /** Puts back what of the session (or of all) is processing and holds the session until it is released or says something new. */
  hold(sessionId: number | undefined): Promise<number>;
  /** Sessions with pending messages that nobody holds, the longest waiting first. */
  sessionsWithPending(): readonly number[];
  /** Pending messages of the session that nobody holds. */
  pendingOf(sessionId: number): PendingMessages;
}

export interface BatchLimits {
  readonly maxMessages: number;
  readonly maxBytes: number;
}

export interface PendingMessages {
  readonly messages: number;
  /** When the oldest of them happened; 0 when there is none. */
  readonly oldestAtMs: number;
  readonly hasSummarize: boolean;
}

/** How many files, and how many observations for each. */
export interface FileLimits {
  readonly files: number;
  readonly each: number;
}

/** What a project's context may hold, each list with the most useful first. */
export interface ContextMemories {
  readonly project: string;
  /** What a person wants told first, in the order of pinning. In no other list. */
  readonly pinned: readonly Memory[];
  /** The newest of each of the last sessions. */
  readonly summaries: readonly Summary[];
  readonly decisions: readonly Observation[];
  readonly recent: readonly Observation[];
}

/** How far a transcript was read. */
export interface TranscriptRecord {
  readonly file: string;
  /** -1 while it was not read as a whole. */
  readonly sizeBytes: number;
  readonly modifiedMs: number;
  /** Where the last turn begins that was begun to be taken. */
  readonly readBytes: number;
  /** It is to be imported. */
  readonly isWanted: boolean;
}

/** What an import of transcripts keeps. */
export interface TranscriptStore {
  transcript(file: string): TranscriptRecord | undefined;
  wantedTranscripts(): readonly string[];
  noteTranscripts(records: readonly TranscriptRecord[]): Promise<void>;
  /** A session by the agent's id of it, whoever told of it. */
  knownSession(agent: Agent, agentSessionId: string): { readonly startedAtMs: number; readonly lastAtMs: number } | undefined;
  /** Whether a person wants nothing of this session recorded. */
  isIncognito(agentSessionId: string): boolean;
  /** Whether what happened in the session at that time was forgotten, and is not taken any more. */
  isForgotten(agentSessionId: string, atMs: number): boolean;
  /** Whether a provider has something of the session. */
  isProcessing(sessionId: number): boolean;
  /** Numbers a session's prompts by their time; false while a provider has something of it. */
  orderPrompts(sessionId: number): Promise<boolean>;
}

/** What is remembered and what waits, as people and agents see it. */
export interface MemoryStore {
  totals(): { readonly sessions: number; readonly observations: number; readonly summaries: number };
  counts(): Omit<QueueCounts, 'paused'>;
  /** Pending messages that are held back because somebody aborted their session; of one session, or of all. */
  heldPending(sessionId?: number): number;
  projects(): readonly ProjectEntry[];
  /** Whether a person excluded a project, by any of its names. */
  isExcluded(names: readonly string[]): boolean;
  sessions(project: string | undefined, limit: number, offset: number): readonly SessionEntry[];
  session(sessionId: number): SessionEntry | undefined;
  prompts(sessionId: number): readonly PromptEntry[];
  memories(sessionId: number, promptNumber: number): readonly MemoryEntry[];
  queue(state: QueueEntry['state'] | undefined, sessionId: number | undefined, limit: number, offset: number): readonly QueueEntry[];
  /** When each agent was last heard of. */
  agents(): readonly AgentActivity[];
  memory(id: string): Memory | undefined;
  search(query: SearchQuery, limit: number): Promise<readonly SearchHit[]>;
  fileMemories(names: FileNames, limit: number): Promise<readonly FileMemory[]>;
  contextMemories(project: string): Promise<ContextMemories>;
  /** The newest observations of a project about the first of these files that have any; no entry for a file without. */
  aboutFiles(project: string, files: readonly string[], limits: FileLimits): Promise<ReadonlyMap<string, readonly Observation[]>>;
  /** The folders in which the last sessions of a project began, the last one first. */
  foldersOf(project: string): readonly string[];
  /** Memories that are about what the prompt is about; empty when none is. */
  relevantTo(prompt: PromptQuery, limit: number): Promise<readonly Memory[]>;
  retry(scope: MessageScope): Promise<number>;
  discard(scope: MessageScope): Promise<number>;
  reprocess(sessionId: number): Promise<number>;
  /** See RecollectApi. @returns whether that changed anything, and how many messages were deleted */
  setIncognito(sessionId: number, isOn: boolean): Promise<{ readonly isChanged: boolean; readonly messages: number }>;
  /** Has a session recorded again, also one that was forgotten. @returns whether that changed anything */
  endIncognito(agentSessionId: string): Promise<boolean>;
  /** @returns whether that changed anything */
  setExcluded(project: string, isOn: boolean): Promise<boolean>;
  unrecorded(): Status['unrecorded'];
  /** A person's pause outlives a restart. */
  setPausedByUser(paused: boolean): Promise<void>;
  readonly pausedByUser: boolean;
  readonly lastSuccessMs: number | null;
  readonly storageState: StorageState;
  readonly dataFolder: string;
}
