import { existsSync } from 'node:fs';
import { parseHookEvent } from './agents/parseHookEvent';
import type { RecollectApi, Status } from './core/api';
import { MeaningSearch } from './core/embedding/meaningSearch';
import { messageOf, OwnershipLostError } from './core/errors';
import { MemoryEditor } from './core/memoryEditor';
import { OwnerApi } from './core/ownerApi';
import type { HookEvent } from './core/hookEvent';
import type { Clock, Disposable, IngestResult, Logger } from './core/ports';
import type { Project } from './core/project';
import { SessionManager, type SessionManagerOptions } from './core/sessionManager';
import { DEFAULT_EXCLUDE, type OwnerSettings } from './core/settings';
import { systemClock } from './core/systemClock';
import { Throttle } from './core/throttle';
import type { TranscriptEvent, Transcripts } from './core/transcript';
import { CHANGED, serveApi } from './ingest/apiServer';
import { cleanPayload } from './ingest/clean';
import { cleanString } from './ingest/cleanString';
import { secretCleaner } from './ingest/secretCleaner';
import { contextFile, contextPrefix } from './ingest/contextFile';
import { Exclusions } from './ingest/exclusions';
import { type HomePaths, namesOwner, writeHomeInfo } from './ingest/home';
import { type IngestAnswer, type IngestParams } from './ingest/ingestCall';
import { FolderPlaces } from './ingest/places';
import { ProjectResolver } from './ingest/projectOf';
import { removeOldSockets, socketPath } from './ingest/socketPath';
import { SocketServer } from './ingest/socketServer';
import { Spool } from './ingest/spool';
import { searchAtOnce } from './ingest/suspicion';
import { WorkTreeReader } from './ingest/workTreeReader';
import { createProvider } from './providers/createProvider';
import { createEmbedder } from './providers/embeddingEndpoint';
import { ContextFiles } from './recall/contextFiles';
import { ProjectContext } from './recall/projectContext';
import { PromptContext } from './recall/promptContext';
import { Database, loadEngine } from './storage/database';
import { DurableDatabase } from './storage/durableDatabase';
import { type DurableFs, nodeFs } from './storage/durableFs';
import { createHistory } from './startHistory';
import { RecollectStore } from './storage/recollectStore';
import type { SnapshotThresholds } from './storage/snapshotPlan';

export interface OwnerOptions {
  readonly home: HomePaths;
  readonly dataFolder: string;
  readonly wasmFile: string;
  readonly version: string;
  readonly settings: OwnerSettings;
  readonly log: Logger;
  readonly clock?: Clock;
  readonly fs?: DurableFs;
  readonly thresholds?: Partial<SnapshotThresholds>;
  /** See DurableDatabaseOptions. */
  readonly respectStartAfter?: number;
  readonly sessionManager?: SessionManagerOptions;
  /** What agents have written down; absent for the agents of this machine. */
  readonly transcripts?: readonly Transcripts[];
  /** Told, at most ten times a second, after something changed. */
  readonly onChange?: (status: Status) => void;
  /** Another process owns the data folder now, or asked for it; this owner has closed itself. */
  readonly onEnd?: (reason: string) => void;
}

/** The one process (or thread) that holds the socket and the store. */
export interface Owner {
  readonly api: RecollectApi;
  readonly socket: string;
  readonly generation: number;
  configure(settings: OwnerSettings): void;
  /** Puts back what is in flight, writes what waits and closes; safe to call twice. */
  close(): Promise<void>;
}

const CHANGE_INTERVAL_MS = 100;
const UPKEEP_INTERVAL_MS = 60 * 60_000;
/** An owner that was paused (the machine slept, say) and has nothing to write finds out like this that it lost. */
const OWNERSHIP_CHECK_MS = 500;

/**
 * Builds the owner, part by part, and closes it in reverse. The one composition root, for a thread of the extension host and for
 * `cli serve` alike.
 *
 * @throws OwnershipLostError when another process took the data folder at the same moment
 * @throws UserFacingError when the data folder or the socket cannot be used
 */
export async function startOwner(options: OwnerOptions): Promise<Owner> {
  const { home, dataFolder, log, version } = options;
  const clock = options.clock ?? systemClock;
  const disposables: Disposable[] = [];
  let closing: Promise<void> | undefined;
  const end = (reason: string): void => {
    void close().then(() => options.onEnd?.(reason));
  };

  let tellState = (): void => undefined;
  const engine = await loadEngine(options.wasmFile);
  const durable = await DurableDatabase.open({
    fs: options.fs ?? nodeFs,
    folder: dataFolder,
    openDatabase: (source) => new Database(engine, source),
    log,
    ...(options.respectStartAfter !== undefined && { respectStartAfter: options.respectStartAfter }),
    ...(options.thresholds && { thresholds: options.thresholds }),
    onOwnershipLost: () => end('another Recollect owns the data folder now'),
    onStateChange: () => tellState(),
  });
  const changes = new Throttle(clock, CHANGE_INTERVAL_MS, () => void announce().catch((error: unknown) => log.warn(`no status could be told: ${messageOf(error)}`)));
  tellState = () => changes.call();
  let noteChange = (): void => undefined;
  const store = new RecollectStore(durable, dataFolder, clock, log, () => {
    changes.call();
    noteChange();
  });
  const provider = (settings: OwnerSettings): ReturnType<typeof createProvider> => createProvider(settings.provider, { clean: cleanString });
  const manager = new SessionManager(store, provider(options.settings), clock, log, () => changes.call(), options.sessionManager);
  const meaning = new MeaningSearch({ createEmbedder: (settings) => createEmbedder(settings, { clean: cleanString }), store: store.vectors, clock, log, onChange: () => changes.call() });
  store.searchByMeaning((query) => meaning.vectorOf(query));
  const projects = new ProjectResolver();
  const workTrees = new WorkTreeReader(projects);
  const projectContext = new ProjectContext(store, workTrees);
  const readyContexts = async (project: string): Promise<ReadonlyMap<string, string>> => new Map((await projectContext.all(project)).map(({ workTree, agent, text }) => [contextFile(project, workTree, agent), text]));
  const contexts = new ContextFiles({ folder: home.contextFolder, prefixOf: contextPrefix, render: readyContexts, clock, log });
  store.onMemories = (project) => {
    contexts.refresh(project);
    meaning.wake();
  };
  const editor = new MemoryEditor({ store: store.editing, clean: cleanString, memory: (id) => store.memory(id), contextsSettled: () => contexts.flush() });
  const promptContext = new PromptContext(store, clock);
  let hasPromptMemories = options.settings.promptMemories ?? true;
  let exclusions = new Exclusions(options.settings.exclude ?? DEFAULT_EXCLUDE);

  const search = searchAtOnce();
  /** What of an event may be kept, whoever tells of it. */
  const admitted = (params: IngestParams): { readonly event: HookEvent; readonly project: Project } | 'ignored' | 'private' => {
    const parsed = parseHookEvent({ ...params, payload: cleanPayload(params.payload, () => secretCleaner, search) });
    if (!parsed) return 'ignored';
    const event = params.incognito === true ? { ...parsed, startsIncognito: true } : parsed;
    const project = projects.projectOf(event.cwd);
    return exclusions.leavesOut(event, project) || store.isExcluded([project.id, project.folder]) ? 'private' : { event, project };
  };
  /** @param isAwaited whether a hook waits for the answer and can print what it says */
  const ingest = async (params: IngestParams, isAwaited: boolean): Promise<IngestAnswer> => {
    const admission = admitted(params);
    if (typeof admission === 'string') return { result: admission };
    const { event, project } = admission;
    const { result, sessionId } = await manager.ingest(event, project.id, project.folder, project.tree);
    if (event.kind === 'sessionStart') history.noteSession();
    if (event.kind === 'sessionStart' || event.kind === 'stop' || event.kind === 'sessionEnd') {
      workTrees.forget(project.tree);
      setImmediate(() => contexts.refresh(project.id)); // A hook waits for the answer, not for this.
    }
    const context = isAwaited && hasPromptMemories && event.kind === 'prompt' && result === 'recorded' ? await promptContext.for(event, project.id, sessionId) : '';
    return { result, ...(context !== '' && { context }) };
  };

  const takePast = async ({ origin, ...params }: TranscriptEvent): Promise<{ result: IngestResult; sessionId?: number }> => {
    const admission = admitted(params);
    return typeof admission === 'string' ? { result: admission } : manager.ingestPast(admission.event, admission.project, origin);
  };
  let { settings } = options;
  const { history, backfill } = createHistory({
    recollectHome: home.folder,
    store, manager, clock, log,
    provider: () => settings.provider,
    projectOf: (cwd) => projects.projectOf(cwd),
    isExcluded: (project, cwd) => exclusions.leavesOutProject(project, cwd) || store.isExcluded([project.id, project.folder]),
    take: takePast,
    clean: cleanString,
    onChange: () => changes.call(),
    ...(options.transcripts && { sources: options.transcripts }),
  });
  noteChange = () => backfill.noteChange();
  const api = new OwnerApi(store, manager, { pid: process.pid, version }, (project, agent, folder) => projectContext.answer(project, agent, folder), new FolderPlaces(projects, (project, folder) => exclusions.leavesOutProject(project, folder)), editor, () => meaning.state, history);

  const socket = socketPath(home.folder, dataFolder, durable.generation);
  let server: SocketServer | undefined;
  let listen: (() => Promise<SocketServer>) | undefined;
  const homeInfo = { version: 1, dataFolder, socket, generation: durable.generation } as const;
  /** Somebody may have removed what others find this owner by. */
  const stayReachable = async (): Promise<void> => {
    if (!namesOwner(home, homeInfo)) writeHomeInfo(home, homeInfo);
    if (closing || process.platform === 'win32' || existsSync(socket) || !listen) return;
    server?.dispose();
    server = await listen();
  };
  const spool = new Spool(home.spoolFolder, (params) => ingest(params, false), log);

  const announce = async (): Promise<void> => {
    if (closing) return;
    const status = await api.status();
    options.onChange?.(status);
    server?.broadcast(CHANGED, status);
  };

  const close = (): Promise<void> => {
    closing ??= (async () => {
      changes.dispose();
      spool.dispose();
      server?.dispose();
      history.dispose();
      await backfill.dispose();
      await manager.shutdown();
      await meaning.dispose();
      contexts.dispose();
      workTrees.dispose();
      await contexts.settled();
      for (const disposable of disposables.toReversed()) disposable.dispose();
      await durable.close();
    })();
    return closing;
  };

  try {
    await store.begin();
    store.payloadRetentionDays = options.settings.payloadRetentionDays;
    if (store.pausedByUser) await manager.pause();
    removeOldSockets(home.folder, dataFolder, durable.generation);
    contexts.keepOnly(store.projects().map(({ project }) => project));
    // What a session said while there was no owner comes before what it says now. What fails is tried again, and logged, by the spool.
    const caughtUp = spool.start();
    listen = () =>
      SocketServer.listen(
        socket,
        {
          ingest: async (params) => {
            await caughtUp;
            return ingest(params, true);
          },
          connect: (connection) => serveApi(connection, api, () => end('a newer Recollect asked for the data folder')),
        },
        log,
      );
    server = await listen();
    if (!durable.checkOwnership()) throw new OwnershipLostError('another process took the data folder during the start');
    writeHomeInfo(home, homeInfo);
    manager.wakeAll();
    history.begin();
    const eraseForgotten = (): void => void store.editing.eraseForgotten().catch((error: unknown) => log.error(`older files still hold what was forgotten: ${messageOf(error)}`));
    store.onErased = () => void store.indexRest(() => !closing);
    eraseForgotten();
    meaning.configure(options.settings.embedding);
    void store.indexRest(() => !closing); // Reads only; a search waits for it.
    const upkeep = setInterval(() => {
      void store.dropOldPayloads().catch(() => undefined); // A failing store says so itself.
      eraseForgotten();
    }, UPKEEP_INTERVAL_MS);
    upkeep.unref();
    disposables.push({ dispose: () => clearInterval(upkeep) });
    const ownershipCheck = setInterval(() => {
      if (durable.checkOwnership()) void stayReachable().catch((error: unknown) => log.warn(`hooks and windows cannot reach this owner: ${messageOf(error)}`));
    }, OWNERSHIP_CHECK_MS);
    ownershipCheck.unref();
    disposables.push({ dispose: () => clearInterval(ownershipCheck) });
  } catch (error) {
    await close();
    throw error;
  }
  log.info(`owner of ${dataFolder}, generation ${durable.generation}`);
  return {
    api,
    socket,
    generation: durable.generation,
    configure: (changed) => {
      settings = changed;
      exclusions = new Exclusions(settings.exclude ?? DEFAULT_EXCLUDE);
      store.payloadRetentionDays = settings.payloadRetentionDays;
      hasPromptMemories = settings.promptMemories ?? true;
      manager.setProvider(provider(settings));
      meaning.configure(settings.embedding);
      changes.call();
    },
    close,
  };
}
