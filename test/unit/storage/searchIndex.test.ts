import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SearchQuery } from '../../../src/core/api';
import type { Observation } from '../../../src/core/observation';
import { Database } from '../../../src/storage/database';
import { encodeBlob } from '../../../src/storage/blobCodec';
import { latestSchema, migrate, MIGRATIONS } from '../../../src/storage/migrate';
import { promptSearch } from '../../../src/storage/migrations/0006-prompt-search';
import { pagesOf } from '../../../src/storage/pagedFile';
import { SearchIndex } from '../../../src/storage/searchIndex';
import { engine } from '../../support/openStore';

const ASK = "UPDATE prompts SET text = coalesce(text, '') || ' crash of the disk' WHERE session_id = ?";

/** A database with an index over it, and the shortest ways to change it. */
class Bench {
  index: SearchIndex;

  private constructor(private db: Database) {
    this.index = indexOf(db);
  }

  static async open(schema = latestSchema(MIGRATIONS)): Promise<Bench> {
    const db = new Database(await engine);
    migrate(db, schema, MIGRATIONS);
    return new Bench(db);
  }

  upgrade(): void {
    migrate(this.db, latestSchema(MIGRATIONS), MIGRATIONS);
  }

  add(title: string, { session = 1, project = '/p', agent = 'claude-code', type = 'change', atMs = 1_000, ...body }: Partial<Observation> & { session?: number; agent?: string } = {}): void {
    this.db.record(() => {
      this.db.run('INSERT OR IGNORE INTO sessions (id, agent, agent_session_id, project, cwd, started_at, last_at) VALUES (?, ?, ?, ?, ?, 0, 0)', session, agent, `s${session}`, project, project);
      const rest = { subtitle: '', narrative: '', facts: [], concepts: [], filesRead: [], filesModified: [], evidence: [], ...body };
      this.db.run('INSERT INTO observations (session_id, prompt_number, at, type, title, body, batch) VALUES (?, 1, ?, ?, ?, ?, 1)', session, atMs, type, title, encodeBlob(rest));
    });
  }

  ask(text: string | null, { session = 1, number = 1, isPrivate = false }: { session?: number; number?: number; isPrivate?: boolean } = {}): void {
    this.db.record(() => {
      this.db.run("INSERT OR IGNORE INTO sessions (id, agent, agent_session_id, project, cwd, started_at, last_at) VALUES (?, 'claude-code', ?, '/p', '/p', 0, 0)", session, `s${session}`);
      this.db.run('INSERT INTO prompts (session_id, number, text, is_private, at) VALUES (?, ?, ?, ?, ?)', session, number, text, isPrivate ? 1 : 0, number * 1_000);
    });
  }

  sumUp(request: string, { session = 1, number = 1 } = {}): void {
    const body = { request, investigated: '', learned: '', completed: '', nextSteps: '' };
    this.change('INSERT INTO summaries (session_id, prompt_number, at, title, body, batch) VALUES (?, ?, ?, ?, ?, 1)', session, number, number * 1_000 + 1, request, encodeBlob(body));
  }

  change(sql: string, ...values: (string | number | Uint8Array)[]): void {
    this.db.record(() => this.db.run(sql, ...values));
  }

  /** As after a restart on a snapshot. */
  async reopen(): Promise<void> {
    const bytes = this.db.export();
    this.db.close();
    this.db = new Database(await engine, pagesOf(bytes));
    this.index = indexOf(this.db);
  }

  async found(query: string, more: Partial<SearchQuery> = {}): Promise<string[]> {
    return (await this.index.search({ query, ...more }, 50)).map(({ id }) => id);
  }
}

const indexOf = (db: Database): SearchIndex => new SearchIndex(db, async (work) => db.record(work).result);

describe('The search index', () => {
  let bench: Bench;
  beforeEach(async () => (bench = await Bench.open()));

  it('gives the newest first where there are no words, however many of them one session has', async () => {
    for (let number = 1; number <= 5; number++) bench.add(`Note ${number}`, { atMs: number * 1_000 });
    bench.add('Older', { session: 2, atMs: 500 });
    assert.deepEqual(await bench.found(''), ['o5', 'o4', 'o3', 'o2', 'o1', 'o6']);
  });

  it('finds a memory as soon as it is there, and never again once it is deleted', async () => {
    bench.add('The spool is drained in order');
    assert.deepEqual(await bench.found('spool'), ['o1']);
    bench.change('DELETE FROM observations WHERE id = 1');
    assert.deepEqual(await bench.found('spool'), []);
    await bench.reopen();
    assert.deepEqual(await bench.found('spool'), []);
  });

  it('follows a memory that is changed', async () => {
    for (let n = 0; n < 100; n++) bench.add(`Filler ${n}`);
    await bench.found('filler');
    bench.change('UPDATE observations SET title = ? WHERE id = 3', 'Quicksand');
    assert.equal((await bench.found('quicksand'))[0], 'o3');
    for (let n = 0; n < 100; n++) bench.add(`Filler ${n}`);
    assert.equal((await bench.found('quicksand'))[0], 'o3');
    await bench.reopen();
    assert.equal((await bench.found('quicksand'))[0], 'o3');
    assert.equal((await bench.found('filler 2')).includes('o3'), false);
  });

  it('filters by project, agent, session, type, concept, file and time', async () => {
    bench.add('lock', { session: 1, project: '/a', type: 'bugfix', concepts: ['gotcha'], filesModified: ['src/lock.ts'], atMs: 10 });
    bench.add('lock', { session: 2, project: '/b', agent: 'codex', type: 'change', concepts: ['pattern'], filesRead: ['/b/lib/lock.ts'], atMs: 20 });
    assert.deepEqual(await bench.found('lock', { project: '/a' }), ['o1']);
    assert.deepEqual(await bench.found('lock', { agent: 'codex' }), ['o2']);
    assert.deepEqual(await bench.found('lock', { sessionId: 2 }), ['o2']);
    assert.deepEqual(await bench.found('lock', { type: 'bugfix' }), ['o1']);
    assert.deepEqual(await bench.found('lock', { type: 'summary' }), []);
    assert.deepEqual(await bench.found('lock', { concept: 'pattern' }), ['o2']);
    assert.deepEqual(await bench.found('lock', { file: 'lib/lock.ts' }), ['o2']);
    assert.deepEqual(await bench.found('lock', { file: 'lock.ts', project: '/a' }), ['o1']);
    assert.deepEqual(await bench.found('lock', { sinceMs: 15 }), ['o2']);
    assert.deepEqual(await bench.found('lock', { untilMs: 15 }), ['o1']);
  });

  it('lists what the filters let through, newest first, when there are no words', async () => {
    bench.add('older', { filesRead: ['a.ts'], atMs: 10 });
    bench.add('newer', { filesModified: ['/p/a.ts'], atMs: 20 });
    bench.add('other', { filesModified: ['/p/ba.ts'], atMs: 30 });
    assert.deepEqual(await bench.found('', { file: 'a.ts' }), ['o2', 'o1']);
    assert.deepEqual(await bench.found(''), ['o3', 'o2', 'o1']);
  });

  it('lists the memories of one file, newest first, and not those of its namesakes', async () => {
    bench.add('read', { filesRead: ['src/index.ts'], atMs: 10 });
    bench.add('namesake', { filesModified: ['lib/index.ts'], atMs: 20 });
    bench.add('elsewhere', { session: 2, project: '/q', filesModified: ['src/index.ts'], atMs: 30 });
    bench.add('from outside', { session: 2, project: '/q', filesModified: ['/p/src/index.ts'], atMs: 40 });
    const names = { inside: [{ project: '/p', path: 'src/index.ts' }], whole: ['/p/src/index.ts'] };
    const list = await bench.index.ofFile(names, 50);
    assert.deepEqual(list.map(({ id, touch }) => `${id} ${touch}`), ['o4 modified', 'o1 read']);
    assert.deepEqual((await bench.index.ofFile(names, 1)).map(({ id }) => id), ['o4']);
    bench.change('DELETE FROM observations WHERE id = 4');
    assert.deepEqual((await bench.index.ofFile(names, 50)).map(({ id }) => id), ['o1']);
  });

  it('holds hits to quoted phrases, and prefers them beside other words', async () => {
    bench.add('Rate limit of the model', { narrative: 'It waits.' });
    bench.add('The limit of the rate', { narrative: 'It fails.' });
    assert.deepEqual(await bench.found('"rate limit"'), ['o1']);
    assert.deepEqual(await bench.found('"no such words"'), []);
    assert.deepEqual(await bench.found('the model\'s "rate limit"'), ['o1', 'o2']);
  });

  it('says why', async () => {
    bench.add('Retries are limited', { narrative: 'The database was locked', filesModified: ['src/queue.ts'] });
    const [hit] = await bench.index.search({ query: 'db retries queue' }, 5);
    assert.equal(hit?.why, 'db (as database) in the text; retries in the title; queue in its files');
    const [longer] = await bench.index.search({ query: 'databa* retr*' }, 5);
    assert.equal(longer?.why, 'databa* in the text; retr* in the title');
  });

  it('finds a prompt by itself until a summary tells of its turn, and again when that is gone', async () => {
    bench.ask('Why does the manifest parser throw?\nIt did so on an empty archive.');
    const [hit] = await bench.index.search({ query: 'archive manifest' }, 5);
    assert.deepEqual({ ...hit, score: 0 }, { id: 'p1.1', kind: 'prompt', type: null, title: 'Why does the manifest parser throw?', project: '/p', sessionId: 1, atMs: 1_000, score: 0, why: 'archive in the text; manifest in the title' });
    bench.sumUp('Parser of manifests');
    assert.deepEqual(await bench.found('archive'), ['s1']);
    await bench.reopen();
    assert.deepEqual(await bench.found('archive'), ['s1']);
    bench.change('DELETE FROM summaries');
    assert.deepEqual(await bench.found('archive'), ['p1.1']);
    bench.change('DELETE FROM prompts');
    assert.deepEqual(await bench.found('archive'), []);
    await bench.reopen();
    assert.deepEqual(await bench.found('archive'), []);
  });

  it('never finds a private prompt, nor one that became private', async () => {
    bench.ask('quicksand', { isPrivate: true });
    bench.ask('quicksand', { number: 2 });
    assert.deepEqual(await bench.found('quicksand'), ['p1.2']);
    bench.change('UPDATE prompts SET is_private = 1 WHERE number = 2');
    assert.deepEqual(await bench.found('quicksand'), []);
  });

  it('finds by a prompt that comes after what it led to, and follows one that is numbered anew', async () => {
    bench.ask(null);
    bench.sumUp('A turn');
    assert.deepEqual(await bench.found('quicksand'), []);
    bench.change("UPDATE prompts SET text = 'quicksand' WHERE number = 1");
    assert.deepEqual(await bench.found('quicksand'), ['s1']);
    bench.ask('driftwood', { session: 2, number: 2 });
    assert.deepEqual(await bench.found('driftwood'), ['p2.2']);
    bench.change('UPDATE prompts SET number = 3 WHERE number = 2');
    assert.deepEqual(await bench.found('driftwood'), ['p2.3']);
    bench.change('UPDATE summaries SET session_id = 2, prompt_number = 3');
    assert.deepEqual(await bench.found('driftwood', { type: 'prompt' }), []);
  });

  it('filters prompts like memories, and gives none of them to another prompt', async () => {
    bench.ask('the quicksand of archives', { session: 7, number: 4 });
    bench.add('the quicksand of archives', { session: 8 });
    assert.deepEqual(await bench.found('quicksand', { type: 'prompt' }), ['p7.4']);
    assert.deepEqual(await bench.found('quicksand', { sessionId: 7 }), ['p7.4']);
    assert.deepEqual(await bench.found('', { type: 'prompt' }), ['p7.4']);
    assert.deepEqual(await bench.found(''), ['o1']);
    for (let n = 0; n < 30; n++) bench.add(`Filler ${n}`, { session: 9 });
    assert.deepEqual((await bench.index.relevant({ text: 'quicksand archives', project: '/p', sessionId: 1 }, 5)).map(({ id }) => id), ['o1']);
  });

  it('gives a prompt what is about it in a young memory too, and each title once', async () => {
    for (let n = 0; n < 5; n++) bench.add('The quicksand of archives', { session: n });
    bench.add('Quicksand drained from the archives', { session: 7 });
    bench.add('Driftwood', { session: 8 });
    assert.deepEqual((await bench.index.relevant({ text: 'quicksand archives', project: '/p', sessionId: 99 }, 3)).map(({ id }) => id).sort(), ['o5', 'o6']);
    assert.deepEqual(await bench.index.relevant({ text: 'paint the fence', project: '/p', sessionId: 99 }, 3), []);
  });

  it('does not find a prompt for what stands beside it', async () => {
    bench.ask('Go on', { session: 5 });
    bench.add('quicksand', { session: 5 });
    bench.add('below', { session: 5 });
    assert.deepEqual(await bench.found('quicksand'), ['o1', 'o2']);
  });

  it('takes prompts in from a database of before', async () => {
    bench = await Bench.open(promptSearch.version - 1);
    for (let number = 1; number <= 200; number++) bench.ask(`driftwood ${number}`, { session: 3, number });
    bench.sumUp('summed up', { session: 3, number: 17 });
    bench.upgrade();
    const found = await bench.index.search({ query: 'driftwood' }, 500);
    assert.equal(found.filter(({ kind }) => kind === 'prompt').length, 199);
    assert.deepEqual(found.filter(({ kind }) => kind === 'summary').map(({ id }) => id), ['s1']);
  });

  it('is the same whether it was built at once, bit by bit, or read from a snapshot', async () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('add' as const), words: fc.array(fc.constantFrom('lock', 'queue', 'spool', 'disk', 'crash'), { minLength: 1, maxLength: 4 }), session: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ kind: fc.constant('delete' as const), id: fc.integer({ min: 1, max: 80 }) }),
      fc.record({ kind: fc.constantFrom('ask' as const, 'sumUp' as const, 'unsum' as const), prompt: fc.integer({ min: 1, max: 10 }) }),
      fc.record({ kind: fc.constant('search' as const) }),
      fc.record({ kind: fc.constant('reopen' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 120 }), async (steps) => {
        const [byBit, atOnce] = [await Bench.open(), await Bench.open()];
        for (let prompt = 1; prompt <= 10; prompt++) for (const both of [byBit, atOnce]) both.ask(null, { session: 10 + prompt });
        for (const one of steps) {
          if (one.kind === 'add') for (const both of [byBit, atOnce]) both.add(one.words.join(' '), { session: one.session });
          else if (one.kind === 'delete') for (const both of [byBit, atOnce]) both.change('DELETE FROM observations WHERE id = ?', one.id);
          else if (one.kind === 'ask') for (const both of [byBit, atOnce]) both.change(ASK, 10 + one.prompt);
          else if (one.kind === 'sumUp') for (const both of [byBit, atOnce]) both.sumUp('lock', { session: 10 + one.prompt });
          else if (one.kind === 'unsum') for (const both of [byBit, atOnce]) both.change('DELETE FROM summaries WHERE session_id = ?', 10 + one.prompt);
          else if (one.kind === 'reopen') await byBit.reopen();
          else await byBit.found('lock');
        }
        for (const query of ['lock', 'crash disk', 'spo*']) assert.deepEqual((await byBit.found(query)).sort(), (await atOnce.found(query)).sort());
      }),
      { numRuns: 10 },
    );
  });
});
