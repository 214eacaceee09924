import type { RecollectApi } from '../../src/core/api';
import { UserFacingError } from '../../src/core/errors';
import type { ObservationDraft, SummaryDraft } from '../../src/core/observation';
import { OwnerApi } from '../../src/core/ownerApi';
import type { Places, Project } from '../../src/core/project';
import { SessionManager } from '../../src/core/sessionManager';
import { ProjectContext } from '../../src/recall/projectContext';
import type { RecallTool } from '../../src/recall/tools/tool';
import type { DurableDatabase } from '../../src/storage/durableDatabase';
import type { RecollectStore } from '../../src/storage/recollectStore';
import { editorOf } from './editorOf';
import { promptEvent, stopEvent, toolEvent } from './events';
import { noWorkTrees } from './noWorkTrees';
import { openStore, silentLog } from './openStore';
import { ScriptedProvider } from './scriptedProvider';
import { removeFolder, temporaryFolder } from './temporaryFolder';
import { TestClock } from './testClock';

export const SHOP: Project = { id: 'github.com/acme/shop-api', folder: '/home/dev/shop-api', tree: '/home/dev/shop-api' };
export const OTHER: Project = { id: '/home/dev/other', folder: '/home/dev/other', tree: '/home/dev/other' };

/** The machine on which these are. */
const PLACES: Places = {
  isLeftOut: () => false,
  projectOf: (folder) => [SHOP, OTHER].find((project) => project.folder === folder) ?? { id: folder, folder, tree: folder },
  namesOf: (file) => ({ inside: [SHOP, OTHER].filter(({ tree }) => file.startsWith(`${tree}/`)).map(({ id, tree }) => ({ project: id, path: file.slice(tree.length + 1) })), whole: [file] }),
};

/** A real store with what a test puts into it, and tools that ask it. */
export class ToolBench {
  readonly api: RecollectApi;
  private readonly manager: SessionManager;
  private toolUses = 0;

  private constructor(
    private readonly folder: string,
    private readonly store: RecollectStore,
    private readonly durable: DurableDatabase,
    readonly clock: TestClock,
  ) {
    this.manager = new SessionManager(store, new ScriptedProvider(), clock, silentLog, () => undefined);
    this.api = new OwnerApi(store, this.manager, { pid: 1, version: '0.0.0' }, (project, agent) => new ProjectContext(store, noWorkTrees).answer(project, agent), PLACES, editorOf(store));
  }

  static async open(): Promise<ToolBench> {
    const folder = temporaryFolder();
    const clock = new TestClock();
    const { store, durable } = await openStore(folder, {}, clock);
    return new ToolBench(folder, store, durable, clock);
  }

  /** One turn of a session: what was asked, and what is remembered of it. */
  async turn(session: string, prompt: string, observations: readonly Partial<ObservationDraft>[], { summary, project = SHOP, atMs = this.clock.nowMs() }: { summary?: Partial<SummaryDraft>; project?: Project; atMs?: number } = {}): Promise<void> {
    const { sessionId } = await this.store.ingest(promptEvent(session, prompt, { atMs }), project.id, project.folder);
    await this.store.ingest(toolEvent(session, `t${++this.toolUses}`, { atMs: atMs + 1 }), project.id, project.folder);
    await this.store.ingest(stopEvent(session, 'done', { atMs: atMs + 2 }), project.id, project.folder);
    const batch = await this.store.claim(sessionId, { maxMessages: 10, maxBytes: 1_000_000 });
    if (batch === undefined) throw new Error('nothing to claim');
    const [message] = batch.messages;
    const nothing = { type: 'change' as const, title: 'Changed', subtitle: '', narrative: '', facts: [], concepts: [], filesRead: [], filesModified: [], messageIds: [message?.id ?? 0] };
    await this.store.settle(batch, {
      observations: observations.map((draft) => ({ ...nothing, ...draft })),
      ...(summary && { summary: { request: '', investigated: '', learned: '', completed: '', nextSteps: '', ...summary } }),
      usage: { inputTokens: 0, outputTokens: 0 },
    });
  }

  run(tool: RecallTool, input: unknown, folder: string | undefined = SHOP.folder): Promise<string> {
    return tool.run(input, { api: this.api, folder, nowMs: this.clock.nowMs() });
  }

  /** What the tool says when it does not do it. */
  async refusal(tool: RecallTool, input: unknown): Promise<string> {
    const answer = await this.run(tool, input).catch((error: unknown) => {
      if (error instanceof UserFacingError) return error;
      throw error;
    });
    if (typeof answer === 'string') throw new Error(`it did it: ${answer}`);
    return answer.message;
  }

  async close(): Promise<void> {
    await this.manager.shutdown();
    await this.durable.close();
    removeFolder(this.folder);
  }
}
