import type { SearchHit, SearchQuery } from '../../src/core/api';
import { MeaningSearch } from '../../src/core/embedding/meaningSearch';
import type { Clock, Logger } from '../../src/core/ports';
import type { ModelSettings } from '../../src/core/settings';
import { systemClock } from '../../src/core/systemClock';
import { createEmbedder } from '../../src/providers/embeddingEndpoint';
import { encodeBlob } from '../../src/storage/blobCodec';
import type { DurableDatabase } from '../../src/storage/durableDatabase';
import type { RecollectStore } from '../../src/storage/recollectStore';
import { keptLog, openStore } from './openStore';

/** A store on a folder with search by meaning, as an owner composes them. */
export class MeaningBench {
  readonly log: Logger & { readonly lines: string[] } = keptLog();
  readonly meaning: MeaningSearch;

  private constructor(
    readonly store: RecollectStore,
    private readonly durable: DurableDatabase,
    clock: Clock,
    idleTimeoutMs: number,
  ) {
    this.meaning = new MeaningSearch({ createEmbedder: (settings) => createEmbedder(settings, { clean: (text) => text, idleTimeoutMs }), store: store.vectors, clock, log: this.log, onChange: () => undefined });
    store.searchByMeaning((query) => this.meaning.vectorOf(query));
  }

  static async open(folder: string, embedding?: ModelSettings, { clock = systemClock, idleTimeoutMs = 5_000 }: { clock?: Clock; idleTimeoutMs?: number } = {}): Promise<MeaningBench> {
    const { store, durable } = await openStore(folder);
    const bench = new MeaningBench(store, durable, clock, idleTimeoutMs);
    bench.meaning.configure(embedding);
    return bench;
  }

  /** Ids are o1, o2 … */
  async add(...titles: readonly string[]): Promise<void> {
    await this.change("INSERT OR IGNORE INTO sessions (id, agent, agent_session_id, project, cwd, started_at, last_at) VALUES (1, 'claude-code', 's', '/p', '/p', 0, 0)");
    const body = encodeBlob({ subtitle: '', narrative: '', facts: [], concepts: [], filesRead: [], filesModified: [], evidence: [] });
    // Each in a session of its own, so that none is found beside another.
    for (const title of titles) {
      await this.change("INSERT INTO sessions (agent, agent_session_id, project, cwd, started_at, last_at) SELECT 'claude-code', 's' || count(*), '/p', '/p', 0, 0 FROM sessions");
      await this.change('INSERT INTO observations (session_id, prompt_number, at, type, title, body, batch) SELECT max(id), 1, 0, ?, ?, ?, 1 FROM sessions', 'change', title, body);
    }
    this.meaning.wake();
  }

  async change(sql: string, ...values: (string | number | Uint8Array)[]): Promise<void> {
    await this.durable.transact(() => this.durable.database.run(sql, ...values));
  }

  hits(query: string, more: Partial<SearchQuery> = {}): Promise<readonly SearchHit[]> {
    return this.store.search({ query, ...more }, 20);
  }

  async found(query: string, more: Partial<SearchQuery> = {}): Promise<string[]> {
    return (await this.hits(query, more)).map(({ id }) => id);
  }

  vectors(): number {
    return Number(this.durable.database.get('SELECT count(*) AS n FROM search_vectors')?.['n']);
  }

  /** Waits until all memories have a vector. */
  async embedded(): Promise<void> {
    await this.until(() => this.meaning.state?.waiting === 0 && this.vectors() > 0);
  }

  async until(holds: () => boolean | Promise<boolean>): Promise<void> {
    const untilMs = Date.now() + 8_000;
    while (!(await holds())) {
      if (Date.now() > untilMs) throw new Error(`it did not come to that: ${JSON.stringify(this.meaning.state)}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async close(): Promise<void> {
    await this.meaning.dispose();
    await this.durable.close();
  }
}
