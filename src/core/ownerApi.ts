import type { AgentActivity } from './agentAdapter';
import type { CommandAnswer, ContextAnswer, FileMemory, MemoryEntry, MessageScope, PastSession, PastSessionQuery, Pause, PlaceAnswer, ProjectEntry, PromptEntry, QueueEntry, RecollectApi, SearchHit, SearchQuery, SessionEntry, Status } from './api';
import type { History } from './backfill/history';
import type { EditingApi } from './editing';
import type { EmbeddingState } from './embedding/embeddingStore';
import { UserFacingError } from './errors';
import type { Agent } from './hookEvent';
import type { Memory } from './observation';
import type { MemoryStore } from './ports';
import type { Places } from './project';
import { quoted } from './quoted';
import { isWholePath } from './search/fileTouch';
import type { SessionManager } from './sessionManager';

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 1_000;
const DEFAULT_HITS = 20;
const MAX_IDS = 200;

/** The owner's side of the API: answers from the store, and does what a person asks through the session manager. */
export class OwnerApi implements RecollectApi {
  constructor(
    private readonly store: MemoryStore,
    private readonly manager: SessionManager,
    private readonly owner: Status['owner'],
    private readonly contextOf: (project: string, agent: Agent | undefined, folder: string | undefined) => Promise<ContextAnswer>,
    private readonly places: Places,
    private readonly editor: EditingApi,
    private readonly embeddingState: () => EmbeddingState | undefined = () => undefined,
    /** Absent where there is no owner, but only what it has written. */
    private readonly history?: History,
  ) {}

  async status(): Promise<Status> {
    const counts = this.store.counts();
    const pause = this.pauseState(counts.processing);
    const embedding = this.embeddingState();
    return {
      owner: this.owner,
      queue: { ...counts, paused: pause ? counts.pending : this.store.heldPending() },
      ...this.store.totals(),
      provider: this.manager.providerName,
      pause,
      storage: this.store.storageState,
      lastSuccessMs: this.store.lastSuccessMs,
      dataFolder: this.store.dataFolder,
      unrecorded: this.store.unrecorded(),
      ...(embedding && { embedding }),
      backfill: this.history?.progress ?? null,
      missingSessions: this.history?.missingSessions ?? 0,
    };
  }

  async projects(): Promise<readonly ProjectEntry[]> {
    return this.store.projects();
  }

  async sessions({ project, limit, offset }: { project?: string; limit?: number; offset?: number }): Promise<readonly SessionEntry[]> {
    return this.store.sessions(project, bounded(limit), offset ?? 0);
  }

  async prompts({ sessionId }: { sessionId: number }): Promise<readonly PromptEntry[]> {
    return this.store.prompts(sessionId);
  }

  async memories({ sessionId, promptNumber }: { sessionId: number; promptNumber: number }): Promise<readonly MemoryEntry[]> {
    return this.store.memories(sessionId, promptNumber);
  }

  async queue({ state, sessionId, limit, offset }: { state?: QueueEntry['state']; sessionId?: number; limit?: number; offset?: number }): Promise<readonly QueueEntry[]> {
    return this.store.queue(state, sessionId, bounded(limit), offset ?? 0);
  }

  async agents(): Promise<readonly AgentActivity[]> {
    return this.store.agents();
  }

  async get({ ids }: { ids: readonly string[] }): Promise<readonly Memory[]> {
    return ids.slice(0, MAX_IDS).flatMap((id) => this.store.memory(id) ?? []);
  }

  async search({ limit, ...query }: SearchQuery): Promise<readonly SearchHit[]> {
    return this.store.search(query, Math.min(limit ?? DEFAULT_HITS, MAX_LIMIT));
  }

  async fileMemories({ file, project, limit }: { file: string; project?: string; limit?: number }): Promise<readonly FileMemory[]> {
    const names = isWholePath(file) ? this.places.namesOf(file) : { inside: [{ path: file, ...(project !== undefined && { project }) }], whole: [] };
    return this.store.fileMemories(names, bounded(limit));
  }

  async project({ folder }: { folder: string }): Promise<PlaceAnswer> {
    const project = this.places.projectOf(folder);
    return { ...project, isExcluded: this.store.isExcluded([project.id, project.folder]) || this.places.isLeftOut(project, folder) };
  }

  async context({ project, agent, folder }: { project: string; agent?: Agent; folder?: string }): Promise<ContextAnswer> {
    return this.contextOf(project, agent, folder);
  }

  async abort({ sessionId }: { sessionId?: number }): Promise<CommandAnswer> {
    const session = sessionId === undefined ? undefined : this.store.session(sessionId);
    if (sessionId !== undefined && !session) return noSession(sessionId);
    const waiting = this.workOf(sessionId);
    await this.manager.abort(sessionId);
    const where = session ? nameInside(session) : 'all sessions';
    if (waiting === 0) return { count: 0, message: `Nothing to abort: no message${session ? ` of ${where}` : ''} waits or is being processed.` };
    return { count: waiting, message: `Aborted ${where}: ${messages(waiting)} ${waiting === 1 ? 'waits' : 'wait'} until you retry, or until the session goes on.` };
  }

  async retry(scope: MessageScope): Promise<CommandAnswer> {
    const held = this.heldOf(scope);
    const failed = await this.store.retry(scope);
    this.manager.wakeAll();
    if (failed + held === 0) return { count: 0, message: 'Nothing to retry: no message has failed, and none is held back.' };
    const parts = [failed > 0 ? `${messages(failed)} that had failed` : '', held > 0 ? `${messages(held)} that ${held === 1 ? 'was' : 'were'} held back` : ''].filter(Boolean);
    return { count: failed + held, message: `Queued again: ${parts.join(' and ')}.` };
  }

  async discard(scope: MessageScope): Promise<CommandAnswer> {
    const count = await this.store.discard(scope);
    return { count, message: count === 0 ? 'Nothing to discard: no message has failed.' : `Discarded ${messages(count)} that had failed.` };
  }

  async reprocess({ sessionId }: { sessionId: number }): Promise<CommandAnswer> {
    const session = this.store.session(sessionId);
    if (!session) return noSession(sessionId);
    const name = nameInside(session);
    const count = await this.store.reprocess(sessionId);
    const pending = this.workOf(sessionId);
    this.manager.wakeAll();
    if (count > 0) return { count, message: `Queued ${messages(count)} of ${name} again.` };
    if (pending > 0) return { count: 0, message: `${messages(pending)} of ${name} ${pending === 1 ? 'waits' : 'wait'} already.` };
    return { count: 0, message: `Nothing of ${name} can be reprocessed: no message has failed, and the payloads of processed ones are not kept ("recollect.payloadRetentionDays").` };
  }

  async pastSessions(query: PastSessionQuery): Promise<readonly PastSession[]> {
    return this.withHistory().list(query);
  }

  async backfill({ files }: { files: readonly string[] }): Promise<CommandAnswer> {
    return this.withHistory().start(files);
  }

  async cancelBackfill(): Promise<CommandAnswer> {
    return this.withHistory().cancel();
  }

  async pause(): Promise<CommandAnswer> {
    await this.store.setPausedByUser(true);
    await this.manager.pause();
    return { count: this.store.counts().pending, message: 'Processing is paused. Events are still recorded; resume when you like.' };
  }

  async resume(): Promise<CommandAnswer> {
    await this.store.setPausedByUser(false);
    this.manager.resume();
    const held = this.store.heldPending();
    const count = this.store.counts().pending - held;
    const rest = held === 0 ? '' : ` ${messages(held)} of aborted sessions ${held === 1 ? 'is' : 'are'} held back until you retry.`;
    return { count, message: `${count === 0 ? 'Processing goes on; nothing waits for it.' : `Processing goes on with ${messages(count)}.`}${rest}` };
  }

  readonly mark: EditingApi['mark'] = (query) => this.editor.mark(query);
  readonly supersede: EditingApi['supersede'] = (query) => this.editor.supersede(query);
  readonly edit: EditingApi['edit'] = (query) => this.editor.edit(query);
  readonly delete: EditingApi['delete'] = (query) => this.editor.delete(query);
  readonly merge: EditingApi['merge'] = (query) => this.editor.merge(query);
  readonly remember: EditingApi['remember'] = (note) => this.editor.remember(note);
  readonly undo: EditingApi['undo'] = () => this.editor.undo();
  readonly forgetPreview: EditingApi['forgetPreview'] = (scope) => this.editor.forgetPreview(scope);
  readonly forget: EditingApi['forget'] = (scope) => this.editor.forget(scope);
  readonly importBatch: EditingApi['importBatch'] = (batch) => this.editor.importBatch(batch);
  readonly importLinks: EditingApi['importLinks'] = (query) => this.editor.importLinks(query);

  async incognito(query: Parameters<RecollectApi['incognito']>[0]): Promise<CommandAnswer> {
    if ('agentSessionId' in query) {
      const wasIncognito = await this.store.endIncognito(query.agentSessionId);
      return { count: wasIncognito ? 1 : 0, message: wasIncognito ? `Session ${query.agentSessionId} is recorded again from now on.` : `Session ${query.agentSessionId} is not incognito.` };
    }
    const { sessionId, isOn, forget = false } = query;
    const session = this.store.session(sessionId);
    if (!session) return noSession(sessionId);
    const name = sessionName(session);
    const { isChanged, messages: queued } = await this.store.setIncognito(sessionId, isOn);
    if (!isOn) return { count: 0, message: isChanged ? `${name} is recorded again from now on.` : `${name} is recorded already.` };
    await this.manager.stop(sessionId);
    const said = `${name} is incognito: nothing more of it is recorded.${queued === 0 ? '' : ` Deleted: ${messages(queued)} that waited.`}`;
    if (!forget) return { count: queued, message: said };
    const forgotten = await this.editor.forget({ sessionId });
    return { count: queued + forgotten.count, message: `${said} ${forgotten.message} Its number is gone with it: "recollect incognito ${plainId(session.agentSessionId)} --off" records it again.` };
  }

  async excludeProject({ project, isOn }: { project: string; isOn: boolean }): Promise<CommandAnswer> {
    const isChanged = await this.store.setExcluded(project, isOn);
    if (!isOn) return { count: isChanged ? 1 : 0, message: isChanged ? `${project} is recorded again from now on.` : `${project} is not excluded; what "recollect.excludeProjects" names is recorded again when it is taken out there.` };
    return { count: isChanged ? 1 : 0, message: isChanged ? `${project} is excluded: nothing more of it is recorded. What is remembered stays.` : `${project} is excluded already.` };
  }

  private pauseState(processing: number): Pause | null {
    if (this.manager.isPausedByUser) return { kind: 'user' };
    const state = this.manager.providerState;
    const problem = this.manager.providerProblem;
    if (state.kind === 'ready' && problem !== undefined) return { kind: 'provider', message: problem };
    // A try may take long before it fails again: until it succeeds, what is the matter still is.
    if (state.kind === 'ready' || (state.kind === 'trying' && processing === 0)) return null;
    return { kind: 'provider', message: state.message, ...(state.untilMs !== undefined && { untilMs: state.untilMs }) };
  }

  private withHistory(): History {
    if (!this.history) throw new UserFacingError('Past sessions are imported by an owner, and none is running. Open VS Code with Recollect, or run "recollect serve".');
    return this.history;
  }

  private workOf(sessionId: number | undefined): number {
    if (sessionId === undefined) {
      const { pending, processing } = this.store.counts();
      return pending + processing;
    }
    const session = this.store.session(sessionId);
    return session ? session.pending + session.processing : 0;
  }

  private heldOf({ sessionId, messageId }: MessageScope): number {
    if (messageId !== undefined) return 0;
    return this.store.heldPending(sessionId);
  }
}

function bounded(limit: number | undefined): number {
  return Math.min(Math.max(1, limit ?? DEFAULT_LIMIT), MAX_LIMIT);
}

function messages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

/** As in the middle of a sentence. */
function nameInside({ id, title }: SessionEntry): string {
  return `session ${quoted(title) ?? id}`;
}

function sessionName(session: SessionEntry): string {
  return nameInside(session).replace('session', 'Session');
}

/** An agent's id as it can be put on a command line; whatever else an id may hold is not handed to a shell. */
function plainId(agentSessionId: string): string {
  return /^\w[\w.-]*$/.test(agentSessionId) ? agentSessionId : "AGENT'S-ID";
}

function noSession(sessionId: number): CommandAnswer {
  return { count: 0, message: `There is no session ${sessionId}. "recollect export" tells their numbers and ids.` };
}
