import type { AgentActivity } from '../core/agentAdapter';
import type { FileMemory, MemoryEntry, MessageScope, ProjectEntry, PromptEntry, QueueCounts, QueueEntry, SearchHit, SearchQuery, SessionEntry, Status, StorageState } from '../core/api';
import { RECENT_TITLES, TURN_TITLES } from '../core/batch';
import type { Agent, HookEvent } from '../core/hookEvent';
import type { Batch } from '../core/message';
import type { Compression, Memory, Observation } from '../core/observation';
import type { TranscriptOrigin } from '../core/transcript';
import type { BatchLimits, Clock, ContextMemories, FailureShare, FileLimits, IngestResult, Logger, MemoryStore, PromptQuery, PendingMessages, QueueStore, TranscriptRecord, TranscriptStore } from '../core/ports';
import { type FileNames, nameOfProject } from '../core/project';
import { ContextTable } from './contextTable';
import type { DurableDatabase } from './durableDatabase';
import { EditingStore } from './editingStore';
import { EventWriter } from './eventWriter';
import { Forgotten } from './forgotten';
import { MemoryTable } from './memoryTable';
import { MessageTable } from './messageTable';
import { PromptFinder } from './promptFinder';
import { PromptTable } from './promptTable';
import { SearchIndex } from './searchIndex';
import { SeenEvents } from './seenEvents';
import { SessionTable } from './sessionTable';
import { StateTable } from './stateTable';
import { TranscriptTable } from './transcriptTable';
import { UndoTable } from './undoTable';
import { Unrecorded } from './unrecorded';
import type { VectorIndex } from './vectorIndex';

const PAUSED_BY_USER = 'pausedByUser';
const LAST_SUCCESS = 'lastSuccess';
const CONTEXT_DECISIONS = 12;
const DAY_MS = 24 * 60 * 60_000;

/** The durable queue and what is remembered, over one database. Reads are synchronous; writes resolve when they are on disk. */
export class RecollectStore implements QueueStore, MemoryStore, TranscriptStore {
  private readonly sessionTable: SessionTable;
  private readonly promptTable: PromptTable;
  private readonly messageTable: MessageTable;
  private readonly memoryTable: MemoryTable;
  private readonly index: SearchIndex;
  private readonly contextTable: ContextTable;
  private readonly state: StateTable;
  private readonly unrecordedOnes: Unrecorded;
  private readonly transcripts: TranscriptTable;
  private readonly forgotten: Forgotten;
  private readonly writer: EventWriter;
  readonly editing: EditingStore;
  private claims = 0;
  /** Called with the project that has new memories. */
  onMemories: (project: string) => void = () => undefined;
  /** Called when the search index has to be filled again. */
  onErased: () => void = () => undefined;
  /** 0 drops a payload as soon as its message is processed. */
  payloadRetentionDays = 0;

  constructor(
    private readonly durable: Pick<DurableDatabase, 'database' | 'generation' | 'storageState' | 'transact' | 'erase'>,
    readonly dataFolder: string,
    private readonly clock: Clock,
    private readonly log: Logger,
    /** Called after each change that others may want to see. */
    private readonly onChange: () => void,
  ) {
    const db = durable.database;
    this.sessionTable = new SessionTable(db);
    this.promptTable = new PromptTable(db);
    this.messageTable = new MessageTable(db);
    this.index = new SearchIndex(db, (work) => durable.transact(work));
    this.memoryTable = new MemoryTable(db);
    this.contextTable = new ContextTable(db);
    this.state = new StateTable(db);
    this.unrecordedOnes = new Unrecorded(db, this.state);
    this.transcripts = new TranscriptTable(db);
    this.editing = new EditingStore({
      db, clock,
      memories: this.memoryTable,
      messages: this.messageTable,
      state: this.state,
      change: (work) => this.change(work),
      onMemories: (projects) => {
        this.index.follow();
        for (const project of new Set(projects)) this.onMemories(project);
      },
      erase: async () => {
        this.index.restart();
        await this.durable.erase();
        this.onErased();
      },
    });
    this.forgotten = new Forgotten(db);
    this.writer = new EventWriter(this.sessionTable, new PromptFinder(this.sessionTable, this.promptTable), new SeenEvents(db), this.messageTable, this.memoryTable, this.state, this.forgotten, new UndoTable(db), this.unrecordedOnes);
  }

  /** What a start does first: a dead owner's claims go back, what was held is free again. */
  async begin(): Promise<void> {
    const recovered = await this.durable.transact(() => {
      this.sessionTable.releaseHeld();
      return this.messageTable.recover();
    });
    if (recovered > 0) this.log.info(`${recovered} messages were being processed when the last owner ended; they wait again`);
  }

  async ingest(event: HookEvent, project: string, folder = project, tree = folder, transcript?: TranscriptOrigin): Promise<{ result: IngestResult; sessionId: number }> {
    const { isRenamed, ...answer } = await this.change(() => this.writer.write(event, project, folder, tree, transcript));
    if (isRenamed) for (const changed of [folder, project]) this.onMemories(changed);
    return answer;
  }

  async claim(sessionId: number, limits: BatchLimits): Promise<Batch | undefined> {
    const token = `${this.durable.generation}-${++this.claims}`;
    return this.change(() => {
      const { messages, unreadable } = this.messageTable.claim(sessionId, limits, this.durable.generation, token);
      if (unreadable > 0) this.log.warn(`session ${sessionId}: the payloads of ${unreadable} messages cannot be read; they are failed`);
      const first = messages[0];
      if (!first) return undefined;
      const endsTurn = messages.at(-1)?.payload.kind === 'summarize';
      return {
        token,
        sessionId,
        messages,
        prompt: this.promptTable.byNumber(sessionId, first.promptNumber)?.text ?? '',
        recentTitles: this.memoryTable.recentTitles(sessionId, RECENT_TITLES),
        turnTitles: endsTurn ? this.memoryTable.turnTitles(sessionId, first.promptNumber, TURN_TITLES) : [],
      };
    });
  }

  async settle(batch: Batch, compression: Compression): Promise<boolean> {
    const isSettled = await this.change(() => {
      const last = batch.messages.at(-1);
      const batchId = batch.messages[0]?.id;
      if (!last || batchId === undefined || !this.messageTable.holds(batch.token, batch.messages.length)) return false;
      const earlier = this.messageTable.earlierBatches(batch.token);
      const touched = earlier.map((one) => this.memoryTable.touched(batch.sessionId, one));
      for (const one of earlier) this.memoryTable.removeBatch(batch.sessionId, one);
      const taken = touched.flatMap(({ evidence }) => evidence);
      for (const draft of compression.observations) this.memoryTable.addObservation(batch, draft, batchId, taken);
      if (compression.summary && !touched.some(({ hasSummary }) => hasSummary)) this.memoryTable.addSummary(last, compression.summary, batchId);
      this.sessionTable.addUsage(batch.sessionId, compression.usage.inputTokens, compression.usage.outputTokens);
      const kept = new Set(compression.observations.flatMap((draft) => draft.messageIds));
      if (compression.summary) kept.add(last.id);
      this.messageTable.settle(batch.token, batchId, kept, this.clock.nowMs(), this.payloadRetentionDays > 0);
      this.state.set(LAST_SUCCESS, String(this.clock.nowMs()));
      return true;
    });
    this.index.follow();
    const project = this.sessionTable.entry(batch.sessionId)?.project;
    if (isSettled && project !== undefined) this.onMemories(project);
    return isSettled;
  }

  async release(batch: Batch, share: FailureShare, reason: string): Promise<number> {
    return this.change(() => this.messageTable.release(batch.token, share, reason));
  }

  async hold(sessionId: number | undefined): Promise<number> {
    return this.change(() => {
      const sessions = sessionId === undefined ? this.messageTable.sessionsAtWork() : [sessionId];
      let released = 0;
      for (const id of sessions) {
        this.sessionTable.hold(id, true);
        released += this.messageTable.releaseSession(id);
      }
      return released;
    });
  }

  transcript(file: string): TranscriptRecord | undefined {
    return this.transcripts.get(file);
  }

  wantedTranscripts(): readonly string[] {
    return this.transcripts.wanted();
  }

  async noteTranscripts(records: readonly TranscriptRecord[]): Promise<void> {
    await this.change(() => {
      for (const record of records) this.transcripts.set(record);
    });
  }

  knownSession(agent: Agent, agentSessionId: string): { startedAtMs: number; lastAtMs: number } | undefined {
    return this.sessionTable.known(agent, agentSessionId);
  }

  isIncognito(agentSessionId: string): boolean {
    return this.unrecordedOnes.hasSession(agentSessionId);
  }

  isForgotten(agentSessionId: string, atMs: number): boolean {
    return this.forgotten.covers(agentSessionId, atMs);
  }

  isProcessing(sessionId: number): boolean {
    return (this.sessionTable.entry(sessionId)?.processing ?? 0) > 0;
  }

  async orderPrompts(sessionId: number): Promise<boolean> {
    return this.change(() => {
      // What is with a provider comes back with the number it was taken with.
      if (this.isProcessing(sessionId)) return false;
      const first = this.promptTable.order(sessionId);
      if (first !== undefined) this.sessionTable.retitle(sessionId, first);
      return true;
    });
  }

  async retry(scope: MessageScope): Promise<number> {
    return this.change(() => {
      if (scope.messageId === undefined) this.sessionTable.releaseHeld(scope.sessionId);
      return this.messageTable.retry(scope);
    });
  }

  async discard(scope: MessageScope): Promise<number> {
    return this.change(() => this.messageTable.discard(scope));
  }

  async reprocess(sessionId: number): Promise<number> {
    return this.change(() => {
      this.sessionTable.releaseHeld(sessionId);
      return this.messageTable.reprocess(sessionId);
    });
  }

  async setIncognito(sessionId: number, isOn: boolean): Promise<{ isChanged: boolean; messages: number }> {
    const session = this.sessionTable.entry(sessionId);
    if (!session) return { isChanged: false, messages: 0 };
    return this.change(() => {
      if (!isOn) return { isChanged: this.unrecordedOnes.setSession(session.agentSessionId, false), messages: 0 };
      return { isChanged: !session.isIncognito, messages: this.writer.goIncognito(sessionId, session.agentSessionId) };
    });
  }

  async endIncognito(agentSessionId: string): Promise<boolean> {
    return this.change(() => this.unrecordedOnes.setSession(agentSessionId, false));
  }

  async setExcluded(project: string, isOn: boolean): Promise<boolean> {
    return this.change(() => this.unrecordedOnes.setProject(project, isOn));
  }

  /** By any of a project's names. */
  isExcluded(names: readonly string[]): boolean {
    return names.some((name) => this.unrecordedOnes.hasProject(name));
  }

  unrecorded(): Status['unrecorded'] {
    return this.unrecordedOnes.counts();
  }

  async setPausedByUser(paused: boolean): Promise<void> {
    await this.change(() => this.state.set(PAUSED_BY_USER, paused ? 'yes' : undefined));
  }

  /** Drops payloads that have been kept long enough. */
  async dropOldPayloads(): Promise<void> {
    const before = this.clock.nowMs() - this.payloadRetentionDays * DAY_MS;
    const dropped = await this.durable.transact(() => this.messageTable.dropSettledBefore(before));
    if (dropped > 0) this.log.info(`${dropped} payloads were kept long enough and are dropped`);
  }

  sessionsWithPending(): readonly number[] {
    return this.messageTable.sessionsWithPending();
  }

  pendingOf(sessionId: number): PendingMessages {
    return this.messageTable.pendingOf(sessionId);
  }

  totals(): { sessions: number; observations: number; summaries: number } {
    return this.sessionTable.totals();
  }

  counts(): Omit<QueueCounts, 'paused'> {
    return this.messageTable.counts();
  }

  heldPending(sessionId?: number): number {
    return this.messageTable.heldPending(sessionId);
  }

  projects(): readonly ProjectEntry[] {
    const known = this.sessionTable.projects();
    const others = this.unrecordedOnes.projects().filter((project) => !known.some((entry) => entry.project === project));
    return [...known, ...others.map((project) => ({ project, name: nameOfProject(project), sessions: 0, lastAtMs: 0, isExcluded: true }))];
  }

  sessions(project: string | undefined, limit: number, offset: number): readonly SessionEntry[] {
    return this.sessionTable.list(project, limit, offset);
  }

  session(sessionId: number): SessionEntry | undefined {
    return this.sessionTable.entry(sessionId);
  }

  prompts(sessionId: number): readonly PromptEntry[] {
    return this.promptTable.list(sessionId);
  }

  memories(sessionId: number, promptNumber: number): readonly MemoryEntry[] {
    return this.memoryTable.list(sessionId, promptNumber);
  }

  queue(state: QueueEntry['state'] | undefined, sessionId: number | undefined, limit: number, offset: number): readonly QueueEntry[] {
    return this.messageTable.list(state, sessionId, limit, offset);
  }

  agents(): readonly AgentActivity[] {
    return this.sessionTable.agents();
  }

  memory(id: string): Memory | undefined {
    return this.memoryTable.get(id);
  }

  search(query: SearchQuery, limit: number): Promise<readonly SearchHit[]> {
    return this.index.search(query, limit);
  }

  async relevantTo(prompt: PromptQuery, limit: number): Promise<readonly Memory[]> {
    return this.index.relevant(prompt, limit);
  }

  fileMemories(names: FileNames, limit: number): Promise<readonly FileMemory[]> {
    return this.index.ofFile(names, limit);
  }

  async contextMemories(project: string): Promise<ContextMemories> {
    const options = { isForAgents: true };
    const [decided, gotchas] = await Promise.all([this.index.search({ query: '', project, type: 'decision' }, CONTEXT_DECISIONS, options), this.index.search({ query: '', project, concept: 'gotcha' }, CONTEXT_DECISIONS, options)]);
    const ids = new Set([...decided, ...gotchas].sort((a, b) => b.atMs - a.atMs || b.id.localeCompare(a.id)).map(({ id }) => id));
    const decisions = [...ids].slice(0, CONTEXT_DECISIONS).flatMap((id) => this.memoryTable.get(id) ?? []).filter((memory) => memory.kind === 'observation');
    return { project, pinned: this.contextTable.pinned(project), decisions: decisions.filter(({ isPinned }) => isPinned !== true), ...this.contextTable.latest(project) };
  }

  aboutFiles(project: string, files: readonly string[], limits: FileLimits): Promise<ReadonlyMap<string, readonly Observation[]>> {
    return this.index.aboutFiles(project, files, limits);
  }

  foldersOf(project: string): readonly string[] {
    return this.contextTable.folders(project);
  }

  /** Where vectors of memories are kept. */
  get vectors(): VectorIndex {
    return this.index.vectors;
  }

  /** Search goes by meaning, too; by words alone when undefined. @param vectorOf gives a query's vector when it has it in time */
  searchByMeaning(vectorOf: ((query: string) => Promise<Float32Array | undefined>) | undefined): void {
    this.index.vectorOf = vectorOf;
  }

  /** Takes what is not yet in the search index into it, a little at a time. */
  indexRest(isWanted: () => boolean): Promise<void> {
    return this.index.catchUp(isWanted);
  }

  get pausedByUser(): boolean {
    return this.state.get(PAUSED_BY_USER) !== undefined;
  }

  get lastSuccessMs(): number | null {
    const value = this.state.get(LAST_SUCCESS);
    return value === undefined ? null : Number(value);
  }

  get storageState(): StorageState {
    return this.durable.storageState;
  }

  private async change<T>(work: () => T): Promise<T> {
    try {
      return await this.durable.transact(work);
    } finally {
      this.onChange(); // Also after a failure: the storage state may have changed.
    }
  }
}
