import { join } from 'node:path';
import type { Batch, Message } from '../../src/core/message';
import type { ObservationDraft } from '../../src/core/observation';
import type { Logger } from '../../src/core/ports';
import { systemClock } from '../../src/core/systemClock';
import { Database, loadEngine } from '../../src/storage/database';
import { pagesOf } from '../../src/storage/pagedFile';
import { RecollectStore } from '../../src/storage/recollectStore';
import { latestSchema, migrate, MIGRATIONS } from '../../src/storage/migrate';
import { MemoryTable } from '../../src/storage/memoryTable';

const engine = loadEngine(join(import.meta.dirname, '../../node_modules/sql.js/dist/sql-wasm.wasm'));
const silent: Logger = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: console.error, error: console.error };

export type BenchMemory = Omit<ObservationDraft, 'messageIds'> & { readonly session: number; readonly atMs: number };

/** The product's store over a database that is never written to disk, filled directly. */
export class MemoryStoreOfBench {
  private constructor(
    readonly database: Database,
    readonly store: RecollectStore,
  ) {}

  static async open(bytes?: Uint8Array): Promise<MemoryStoreOfBench> {
    const database = new Database(await engine, bytes && pagesOf(bytes));
    migrate(database, latestSchema(MIGRATIONS), MIGRATIONS);
    const durable = { database, generation: 0, storageState: { kind: 'ok' as const }, transact: async <T>(work: () => T) => database.record(work).result, erase: async () => database.compact() };
    return new MemoryStoreOfBench(database, new RecollectStore(durable, '', systemClock, silent, () => undefined));
  }

  /** Ids of the memories are `o1`, `o2` … in the order in which they are added. */
  add(memories: readonly BenchMemory[], project = '/bench'): void {
    const table = new MemoryTable(this.database);
    this.database.record(() => {
      for (const session of new Set(memories.map((memory) => memory.session)))
        this.database.run('INSERT OR IGNORE INTO sessions (id, agent, agent_session_id, project, cwd, started_at, last_at) VALUES (?, ?, ?, ?, ?, 0, 0)', session, 'claude-code', `session ${session}`, project, project);
      for (const [index, { session, atMs, ...draft }] of memories.entries()) {
        const message: Message = { id: index + 1, sessionId: session, agent: 'claude-code', project, cwd: project, atMs, promptNumber: 1, attempt: 1, payload: { kind: 'summarize', request: { lastUserMessage: '', lastAssistantMessage: '', reason: 'stop' } } };
        const batch: Batch = { token: '', sessionId: session, messages: [message], prompt: '', recentTitles: [], turnTitles: [] };
        table.addObservation(batch, { ...draft, messageIds: [message.id] }, message.id);
      }
    });
  }
}
