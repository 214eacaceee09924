import type { CommandAnswer, ContextAnswer, FileMemory, MemoryEntry, MessageScope, PastSession, PastSessionQuery, PlaceAnswer, ProjectEntry, PromptEntry, QueueEntry, RecollectClient, SearchHit, SessionEntry, Status } from '../../src/core/api';
import type { ForgetPreview, MadeAnswer } from '../../src/core/editing';
import type { TransferAnswer, TransferBatch } from '../../src/core/transfer/item';
import type { AgentActivity } from '../../src/core/agentAdapter';
import type { Memory } from '../../src/core/observation';
import { aStatus } from './uiFixtures';

/** A store in memory that answers as an owner would, for tests of what draws from it. */
export class FakeClient implements RecollectClient {
  current: Status | undefined = aStatus();
  projectEntries: ProjectEntry[] = [];
  sessionEntries: SessionEntry[] = [];
  promptEntries: PromptEntry[] = [];
  memoryEntries = new Map<string, MemoryEntry[]>();
  queueEntries: QueueEntry[] = [];
  kept: Memory[] = [];
  hits: SearchHit[] = [];
  /** By the path that is asked for. */
  ofFiles = new Map<string, FileMemory[]>();
  activities: AgentActivity[] = [];
  excludedFolders: string[] = [];
  contextText = '';
  forgettable: ForgetPreview = { sessions: 1, prompts: 2, observations: 3, summaries: 0, messages: 0, message: 'This removes a lot.' };
  past: PastSession[] = [];
  noOwnerReason: string | undefined;
  /** Thrown by every method while it is set. */
  failure: Error | undefined;
  /** Every call, as `name {arguments}`. */
  readonly calls: string[] = [];
  private readonly listeners = new Set<() => void>();

  onDidChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** Applies a change and tells about it. */
  change(apply: (client: this) => void): void {
    apply(this);
    for (const listener of this.listeners) listener();
  }

  async status(): Promise<Status> {
    this.note('status');
    if (this.current === undefined) throw new Error('there is no owner');
    return this.current;
  }

  async projects(): Promise<readonly ProjectEntry[]> {
    this.note('projects');
    return this.projectEntries;
  }

  async sessions(query: { project?: string; limit?: number; offset?: number }): Promise<readonly SessionEntry[]> {
    this.note('sessions', query);
    return paged(this.sessionEntries.filter((entry) => query.project === undefined || entry.project === query.project), query);
  }

  async prompts(query: { sessionId: number }): Promise<readonly PromptEntry[]> {
    this.note('prompts', query);
    return this.promptEntries.filter((entry) => entry.sessionId === query.sessionId);
  }

  async memories(query: { sessionId: number; promptNumber: number }): Promise<readonly MemoryEntry[]> {
    this.note('memories', query);
    return this.memoryEntries.get(`${query.sessionId}/${query.promptNumber}`) ?? [];
  }

  async queue(query: { state?: QueueEntry['state']; sessionId?: number; limit?: number; offset?: number }): Promise<readonly QueueEntry[]> {
    this.note('queue', query);
    const fits = (entry: QueueEntry): boolean => (query.state ?? entry.state) === entry.state && (query.sessionId ?? entry.sessionId) === entry.sessionId;
    return paged(this.queueEntries.filter(fits), query);
  }

  async agents(): Promise<readonly AgentActivity[]> {
    this.note('agents');
    return this.activities;
  }

  async get(query: { ids: readonly string[] }): Promise<readonly Memory[]> {
    this.note('get', query);
    return this.kept.filter((memory) => query.ids.includes(memory.id));
  }

  async search(query: { query: string }): Promise<readonly SearchHit[]> {
    this.note('search', query);
    return this.hits.filter((hit) => hit.title.toLowerCase().includes(query.query.toLowerCase().replace(/\*$/, '')));
  }

  async fileMemories(query: { file: string; limit?: number }): Promise<readonly FileMemory[]> {
    this.note('fileMemories', query);
    return paged(this.ofFiles.get(query.file) ?? [], query);
  }

  async project(query: { folder: string }): Promise<PlaceAnswer> {
    this.note('project', query);
    return { id: query.folder, folder: query.folder, tree: query.folder, isExcluded: this.excludedFolders.includes(query.folder) };
  }

  async context(query: { project: string }): Promise<ContextAnswer> {
    this.note('context', query);
    return { project: query.project, text: this.contextText, bytes: Buffer.byteLength(this.contextText), budgetBytes: 9_000 };
  }

  async abort(scope: { sessionId?: number }): Promise<CommandAnswer> {
    return this.answer('abort', scope);
  }

  async retry(scope: MessageScope): Promise<CommandAnswer> {
    return this.answer('retry', scope);
  }

  async discard(scope: MessageScope): Promise<CommandAnswer> {
    return this.answer('discard', scope);
  }

  async reprocess(scope: { sessionId: number }): Promise<CommandAnswer> {
    return this.answer('reprocess', scope);
  }

  async pastSessions(query: PastSessionQuery): Promise<readonly PastSession[]> {
    this.note('pastSessions', query);
    return this.past;
  }

  async backfill(scope: { files: readonly string[] }): Promise<CommandAnswer> {
    return this.answer('backfill', scope);
  }

  async cancelBackfill(): Promise<CommandAnswer> {
    return this.answer('cancelBackfill');
  }

  async pause(): Promise<CommandAnswer> {
    return this.answer('pause');
  }

  async resume(): Promise<CommandAnswer> {
    return this.answer('resume');
  }

  async incognito(query: { sessionId: number; isOn: boolean; forget?: boolean }): Promise<CommandAnswer> {
    return this.answer('incognito', query);
  }

  async excludeProject(query: { project: string; isOn: boolean }): Promise<CommandAnswer> {
    return this.answer('excludeProject', query);
  }

  mark = (query: object): Promise<CommandAnswer> => Promise.resolve(this.answer('mark', query));
  supersede = (query: object): Promise<CommandAnswer> => Promise.resolve(this.answer('supersede', query));
  edit = (query: object): Promise<CommandAnswer> => Promise.resolve(this.answer('edit', query));
  delete = (query: object): Promise<CommandAnswer> => Promise.resolve(this.answer('delete', query));
  merge = (query: object): Promise<MadeAnswer> => Promise.resolve({ ...this.answer('merge', query), id: 'o9' });
  remember = (note: object): Promise<MadeAnswer> => Promise.resolve({ ...this.answer('remember', note), id: 'o9' });
  importBatch = async (query: TransferBatch): Promise<TransferAnswer> => {
    this.note('importBatch', query);
    return { added: query.memories.length, known: 0, renamed: [] };
  };
  importLinks = (query: object): Promise<CommandAnswer> => Promise.resolve(this.answer('importLinks', query));
  undo = (): Promise<CommandAnswer> => Promise.resolve(this.answer('undo'));
  forget = (scope: object): Promise<CommandAnswer> => Promise.resolve(this.answer('forget', scope));

  async forgetPreview(scope: object): Promise<ForgetPreview> {
    this.note('forgetPreview', scope);
    return this.forgettable;
  }

  private answer(name: string, scope?: object): CommandAnswer {
    this.note(name, scope);
    return { count: 1, message: `${name} done` };
  }

  private note(name: string, query?: object): void {
    this.calls.push(query === undefined ? name : `${name} ${JSON.stringify(query)}`);
    if (this.failure !== undefined) throw this.failure;
  }
}

function paged<T>(entries: readonly T[], { limit, offset = 0 }: { limit?: number; offset?: number }): readonly T[] {
  return entries.slice(offset, limit === undefined ? undefined : offset + limit);
}
