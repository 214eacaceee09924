import assert from 'node:assert/strict';
import type { SearchHit, SearchQuery } from '../../../../src/core/api';
import { MemorySearch } from '../../../../src/ui/search/memorySearch';
import { FakeClient } from '../../../support/fakeClient';
import { aProject, NOON } from '../../../support/uiFixtures';

const aHit = (id: string, title: string): SearchHit => ({ id, kind: 'observation', type: 'bugfix', title, score: 1, atMs: NOON, project: '/work/shop', sessionId: 1, why: 'lock in the title' });

/** Answers each question when the test says so. */
class SlowClient extends FakeClient {
  readonly asked: SearchQuery[] = [];
  private readonly answers: (() => void)[] = [];

  override async search(query: SearchQuery): Promise<readonly SearchHit[]> {
    this.asked.push(query);
    await new Promise<void>((resolve) => this.answers.push(resolve));
    return [aHit(`o${this.asked.length}`, query.query)];
  }

  /** Answers the oldest open question. */
  async answerNext(): Promise<void> {
    this.answers.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('A search while somebody types', () => {
  const labels = (search: MemorySearch): string[] => search.state.rows.map(({ label }) => label);
  const opened = (client: FakeClient, folder?: string): MemorySearch => new MemorySearch(client, folder, () => undefined);
  let client: FakeClient;
  beforeEach(() => {
    client = new FakeClient();
    client.hits = [aHit('o1', 'Lock order')];
    client.projectEntries = [aProject({ project: 'github.com/acme/shop', name: 'shop' })];
  });

  it('draws only the answer to what was typed last, and asks one question at a time', async () => {
    const slow = new SlowClient();
    const drawn: string[] = [];
    const search = new MemorySearch(slow, undefined, () => drawn.push(search.state.rows.map(({ label }) => label).join()));
    const typed = [search.type('l ')];
    await tick();
    typed.push(search.type('lo '), search.type('loc '), search.type('lock '));
    await slow.answerNext();
    assert.deepEqual(drawn.filter((line) => line !== ''), []);
    await slow.answerNext();
    await Promise.all(typed);
    assert.deepEqual(slow.asked.map(({ query }) => query), ['l', 'lock']);
    assert.deepEqual(drawn.filter((line) => line !== ''), ['lock']);
    assert.equal(search.state.isBusy, false);
  });

  it('says what a memory is, when and why it was found', async () => {
    const search = opened(client);
    await search.type('lock');
    const [row] = search.state.rows;
    assert.match(row?.description ?? '', /^bugfix · shop · /);
    assert.equal(row?.detail, 'lock in the title');
    assert.equal(row.icon, 'bug');
  });

  it('begins in the project of the workspace and goes on to all', async () => {
    const search = opened(client, '/work/shop');
    await search.type('lock ');
    assert.equal(search.state.scope, 'shop');
    await search.toggleScope();
    assert.equal(search.state.scope, 'all projects');
    assert.deepEqual(client.calls, ['project {"folder":"/work/shop"}', 'search {"query":"lock","limit":50,"project":"/work/shop"}', 'search {"query":"lock","limit":50}']);
  });

  it('looks into the project that is named instead', async () => {
    const search = opened(client, '/work/other');
    await search.type('lock project:shop');
    assert.equal(search.state.scope, 'shop');
    assert.equal(client.calls.at(-1), 'search {"query":"lock","limit":50,"project":"github.com/acme/shop"}');
    await search.type('zebra project:shop');
    assert.deepEqual([labels(search), search.state.rows[0]?.value.kind], [['Nothing found in shop'], 'nothing']);
    await search.type('lock project:nowhere');
    assert.deepEqual(labels(search), ['No project is called “nowhere”']);
  });

  it('says that nothing was found, and where else to look', async () => {
    const search = opened(client, '/work/shop');
    await search.type('zebra');
    assert.deepEqual(labels(search), ['Nothing found in shop']);
    assert.equal(search.state.rows[0]?.value.kind, 'everywhere');
    await search.toggleScope();
    assert.deepEqual(labels(search), ['Nothing found']);
    client.hits = [];
    await search.type('');
    assert.deepEqual(labels(search), ['Nothing is remembered yet']);
  });

  it('says why it could not search, and searches when asked again', async () => {
    const search = opened(client, '/work/shop');
    client.failure = new Error('Recollect is still starting.');
    await search.type('lock');
    assert.deepEqual([labels(search), search.state.rows[0]?.description], [['Could not search'], 'Recollect is still starting.']);
    client.failure = undefined;
    await search.again();
    assert.deepEqual(labels(search), ['Lock order']);
  });
});
