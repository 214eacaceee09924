import type { EmbeddingState } from './embedding/embeddingStore';
import type { AgentActivity } from './agentAdapter';
import type { EditingApi } from './editing';
import { EDITING_METHODS } from './editing';
import type { Agent, SessionAgent } from './hookEvent';
import type { Concept, Marks, Memory, ObservationType } from './observation';
import type { Project } from './project';
import type { FileTouch } from './search/fileTouch';

/** Counts of messages, from the store. `paused` is the part of `pending` that a pause holds back. */
export interface QueueCounts {
  readonly pending: number;
  readonly processing: number;
  readonly failed: number;
  readonly paused: number;
}

/** Why nothing is being processed although messages wait. */
export type Pause =
  /** A person paused processing; lasts until they resume it. */
  | { readonly kind: 'user' }
  /** The provider cannot be used; `untilMs` is absent when only a new key or setting helps. */
  | { readonly kind: 'provider'; readonly message: string; readonly untilMs?: number };

/** Whether what is acked can still be written. */
export type StorageState = { readonly kind: 'ok' } | { readonly kind: 'failing'; readonly message: string };

export interface Status {
  readonly owner: { readonly pid: number; readonly version: string };
  readonly queue: QueueCounts;
  readonly sessions: number;
  readonly observations: number;
  readonly summaries: number;
  readonly provider: string;
  readonly pause: Pause | null;
  readonly storage: StorageState;
  readonly lastSuccessMs: number | null;
  readonly dataFolder: string;
  /** How much a person does not want recorded. */
  readonly unrecorded: { readonly projects: number; readonly sessions: number };
  /** Absent while no embedding endpoint is set. */
  readonly embedding?: EmbeddingState;
  /** The import that runs, else the last one; null when there was none. */
  readonly backfill: BackfillProgress | null;
  /** Past sessions of the last days that are not remembered, or not as a whole; none of agents that were never heard of. */
  readonly missingSessions: number;
}

/** An import of past sessions. */
export interface BackfillProgress {
  /** `waiting` while the queue is to get shorter first. */
  readonly state: 'running' | 'waiting' | 'done' | 'cancelled' | 'failed';
  readonly sessions: number;
  readonly doneSessions: number;
  readonly bytes: number;
  readonly doneBytes: number;
  /** Events that were new. */
  readonly queued: number;
  /** Events that were known already. */
  readonly known: number;
  /** How it ended, in a sentence for people; empty before. */
  readonly message: string;
}

/** A session that its agent has written down. */
export interface PastSession {
  readonly agent: Agent;
  readonly file: string;
  readonly sessionId: string;
  readonly project: string;
  readonly folder: string;
  /** The first prompt, on one line. */
  readonly title: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  readonly modifiedMs: number;
  readonly sizeBytes: number;
  /** Counted, or reckoned from a part of it. */
  readonly turns: number;
  readonly toolUses: number;
  /** What the current provider would take for it, at most. */
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In US dollars; 0 where it is free, null where the price is not known. */
  readonly costUsd: number | null;
  /** How much of it is remembered; what was forgotten is not taken in again. */
  readonly state: 'new' | 'partly' | 'complete' | 'forgotten';
}

export interface PastSessionQuery {
  readonly agent?: Agent;
  /** A project's identity or its folder. */
  readonly project?: string;
  /** Written to since then. */
  readonly sinceMs?: number;
  readonly limit?: number;
}

/** The project of a folder, and whether nothing of what happens there is recorded. */
export interface PlaceAnswer extends Project {
  readonly isExcluded: boolean;
}

export interface ProjectEntry {
  readonly project: string;
  readonly name: string;
  readonly sessions: number;
  readonly lastAtMs: number;
  /** Nothing of what happens in it is recorded. */
  readonly isExcluded: boolean;
}

export interface SessionEntry {
  readonly id: number;
  readonly agent: SessionAgent;
  readonly agentSessionId: string;
  readonly project: string;
  /** The first prompt's first line, or the agent's id of the session. */
  readonly title: string;
  readonly startedAtMs: number;
  readonly lastAtMs: number;
  readonly endedAtMs: number | null;
  readonly prompts: number;
  readonly observations: number;
  readonly pending: number;
  readonly processing: number;
  readonly failed: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Nothing of what happens in it is recorded. */
  readonly isIncognito: boolean;
}

export interface PromptEntry {
  readonly sessionId: number;
  readonly number: number;
  readonly text: string;
  readonly isPrivate: boolean;
  readonly atMs: number;
  readonly observations: number;
  readonly summaries: number;
}

/** One line of a list of memories. */
export interface MemoryEntry extends Marks {
  readonly id: string;
  readonly kind: 'observation' | 'summary';
  readonly type: ObservationType | null;
  readonly title: string;
  readonly subtitle: string;
  readonly atMs: number;
}

/** One line of a list of a file's memories. */
export interface FileMemory extends MemoryEntry {
  readonly project: string;
  readonly sessionId: number;
  readonly touch: FileTouch;
}

export interface QueueEntry {
  readonly messageId: number;
  readonly sessionId: number;
  readonly state: 'pending' | 'processing' | 'failed';
  /** Tool and its argument in short, or `summarize`. */
  readonly label: string;
  readonly attempts: number;
  readonly error: string | null;
  readonly atMs: number;
}

export interface SearchHit extends Marks {
  readonly id: string;
  readonly kind: Memory['kind'];
  /** null for what is no observation. */
  readonly type: ObservationType | null;
  readonly title: string;
  /** Higher is better; only comparable within one answer. */
  readonly score: number;
  readonly atMs: number;
  readonly project: string;
  readonly sessionId: number;
  /** What matched, in words. */
  readonly why: string;
}

/** Words that hits should have, and filters that they must pass. With an empty `query`, the newest come first. */
export interface SearchQuery {
  /** Words; `word*` for a beginning, "quoted" for a phrase: alone, each hit holds it; beside words, it counts for more. */
  readonly query: string;
  readonly project?: string;
  readonly agent?: SessionAgent;
  readonly sessionId?: number;
  readonly type?: ObservationType | 'summary' | 'prompt';
  readonly concept?: Concept;
  /** A file's path or the end of it. */
  readonly file?: string;
  readonly sinceMs?: number;
  readonly untilMs?: number;
  readonly limit?: number;
}

/** What a new session of a project is told. */
export interface ContextAnswer {
  readonly project: string;
  /** Exactly the bytes that it gets; empty when nothing is remembered. */
  readonly text: string;
  readonly bytes: number;
  /** The most that the agent takes. */
  readonly budgetBytes: number;
}

/** Which messages a queue command is about: one, a session's, or all when neither is given. */
export interface MessageScope {
  readonly sessionId?: number;
  readonly messageId?: number;
}

/** What a command did, in a sentence for people, and how many messages it touched. */
export interface CommandAnswer {
  readonly count: number;
  readonly message: string;
}

/**
 * What a window, the CLI or an agent's tool may ask of the owner; the same over a thread's port and over the socket.
 * Lists are newest first. `beforeMs` and `limit` page through them.
 */
export interface RecollectApi extends EditingApi {
  status(): Promise<Status>;
  projects(): Promise<readonly ProjectEntry[]>;
  sessions(query: { project?: string; limit?: number; offset?: number }): Promise<readonly SessionEntry[]>;
  prompts(query: { sessionId: number }): Promise<readonly PromptEntry[]>;
  memories(query: { sessionId: number; promptNumber: number }): Promise<readonly MemoryEntry[]>;
  queue(query: { state?: QueueEntry['state']; sessionId?: number; limit?: number; offset?: number }): Promise<readonly QueueEntry[]>;
  /** The agents that were heard of. */
  agents(): Promise<readonly AgentActivity[]>;
  get(query: { ids: readonly string[] }): Promise<readonly Memory[]>;
  search(query: SearchQuery): Promise<readonly SearchHit[]>;
  /**
   * What is remembered of one file: of that very path, not of its namesakes in other folders.
   *
   * @param query.file its whole path; or its path inside `project`, or inside any when none is given
   */
  fileMemories(query: { file: string; project?: string; limit?: number }): Promise<readonly FileMemory[]>;
  /** The project that a folder of this machine is in. */
  project(query: { folder: string }): Promise<PlaceAnswer>;
  /** @param query.folder where the session begins: its work tree has a say; that of the last session when absent */
  context(query: { project: string; agent?: Agent; folder?: string }): Promise<ContextAnswer>;
  /** Stops the session's run, or all runs; their messages wait, pending, until `retry`, a new event or a restart. */
  abort(scope: { sessionId?: number }): Promise<CommandAnswer>;
  /** Queues failed messages again. */
  retry(scope: MessageScope): Promise<CommandAnswer>;
  /** Deletes failed messages. */
  discard(scope: MessageScope): Promise<CommandAnswer>;
  /** Queues again what of the session still has its payload: failed, skipped and, where they are kept, processed messages. */
  reprocess(scope: { sessionId: number }): Promise<CommandAnswer>;
  /** The sessions that agents have written down, the newest first. */
  pastSessions(query: PastSessionQuery): Promise<readonly PastSession[]>;
  /** Begins to import the transcripts, beside those that are being imported. */
  backfill(scope: { files: readonly string[] }): Promise<CommandAnswer>;
  /** Ends the import; what was taken stays. */
  cancelBackfill(): Promise<CommandAnswer>;
  pause(): Promise<CommandAnswer>;
  resume(): Promise<CommandAnswer>;
  /**
   * From now on nothing of the session is recorded, and what of it is queued is deleted; or, with `isOn` false, it is recorded again.
   *
   * @param query.forget also forgets it, as `forget` does
   * @param query.agentSessionId names one that was forgotten, which has no number any more
   */
  incognito(query: { sessionId: number; isOn: boolean; forget?: boolean } | { agentSessionId: string; isOn: false }): Promise<CommandAnswer>;
  /** From now on nothing of what happens in the project is recorded; or, with `isOn` false, it is again. What is remembered stays. */
  excludeProject(query: { project: string; isOn: boolean }): Promise<CommandAnswer>;
}

/** Names of the API's methods as they go over the wire. */
export const API_METHODS = ['status', 'projects', 'sessions', 'prompts', 'memories', 'queue', 'agents', 'get', 'search', 'fileMemories', 'project', 'context', 'abort', 'retry', 'discard', 'reprocess', 'pastSessions', 'backfill', 'cancelBackfill', 'pause', 'resume', 'incognito', 'excludeProject', ...EDITING_METHODS] as const satisfies readonly (keyof RecollectApi)[];

/** The owner as a window sees it: who it is may change, the interface stays. */
export interface RecollectClient extends RecollectApi {
  /** The last status that is known; undefined while there is no owner yet. */
  readonly current: Status | undefined;
  /** Why there is no owner, in words that say what to do; undefined while it is being looked for, and when there is one. */
  readonly noOwnerReason: string | undefined;
  /** Called after every change of the store or the owner, at most ten times a second. */
  onDidChange(listener: () => void): { dispose(): void };
}
