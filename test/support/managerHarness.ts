import { ProjectContext } from '../../src/recall/projectContext';
import { OwnerApi } from '../../src/core/ownerApi';
import { SessionManager } from '../../src/core/sessionManager';
import type { HookEvent } from '../../src/core/hookEvent';
import type { RecollectStore } from '../../src/storage/recollectStore';
import type { DurableDatabase } from '../../src/storage/durableDatabase';
import { FolderPlaces } from '../../src/ingest/places';
import { ProjectResolver } from '../../src/ingest/projectOf';
import { editorOf } from './editorOf';
import { noWorkTrees } from './noWorkTrees';
import { openStore, keptLog, temporaryFolder } from './openStore';
import { ScriptedProvider } from './scriptedProvider';
import { settle, TestClock } from './testClock';

const PROJECT = '/home/dev/shop-api';

/** A session manager over a real store, with a scripted provider and a clock that the test turns. */
export class ManagerHarness {
  readonly clock = new TestClock();
  readonly log = keptLog();
  private constructor(
    readonly folder: string,
    readonly provider: ScriptedProvider,
    readonly store: RecollectStore,
    readonly durable: DurableDatabase,
    private readonly remove: () => void,
  ) {
    this.manager = new SessionManager(store, provider, this.clock, this.log, () => undefined, { quietMs: 0 });
    const projectContext = new ProjectContext(store, noWorkTrees);
    this.api = new OwnerApi(store, this.manager, { pid: process.pid, version: '0.0.0' }, (project, agent) => projectContext.answer(project, agent), new FolderPlaces(new ProjectResolver()), editorOf(store));
  }

  readonly manager: SessionManager;
  readonly api: OwnerApi;

  static async open(provider = new ScriptedProvider(), at = temporaryFolder()): Promise<ManagerHarness> {
    const { store, durable } = await openStore(at.folder);
    return new ManagerHarness(at.folder, provider, store, durable, at.remove);
  }

  async ingest(...events: HookEvent[]): Promise<void> {
    for (const event of events) await this.manager.ingest(event, PROJECT);
    await settle();
  }

  get queue(): { pending: number; processing: number; failed: number } {
    return this.store.counts();
  }

  /** Titles of all that is remembered, oldest first. */
  titles(): unknown[] {
    return this.durable.database.all('SELECT title FROM observations ORDER BY id').map((row) => row['title']);
  }

  /** Ends without a word, as a killed process would. The next one opens the same folder. */
  async restart(provider = new ScriptedProvider()): Promise<ManagerHarness> {
    await this.durable.close();
    return ManagerHarness.open(provider, { folder: this.folder, remove: this.remove });
  }

  async close(): Promise<void> {
    await this.manager.shutdown();
    await this.durable.close();
    this.remove();
  }
}
