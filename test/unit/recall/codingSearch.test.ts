import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { MemoryStoreOfBench } from '../../../bench/support/memoryStore';
import { RecallFigures } from '../../../bench/support/recallFigures';
import { BuiltinProvider } from '../../../src/providers/builtin';
import { recordedBatches, recordings } from '../../support/recordedBatches';

/** A question, and the titles (or their beginning of the recording's number) of the memories that answer it. */
type CodingQuery = readonly [query: string, titles: readonly string[]];

const DAY_MS = 86_400_000;

describe('Search in coding memories', () => {
  const titles = new Map<string, string>();
  let bench: MemoryStoreOfBench;

  before(async () => {
    bench = await MemoryStoreOfBench.open();
    const provider = new BuiltinProvider((text) => text);
    for (const [index, name] of recordings().entries()) {
      for (const batch of recordedBatches(name)) {
        const { observations } = await provider.compress(batch, new AbortController().signal);
        for (const observation of observations) titles.set(`o${titles.size + 1}`, `${name.slice(0, 2)}: ${observation.title}`);
        bench.add(observations.map((draft) => ({ ...draft, session: index + 1, atMs: (index + 1) * DAY_MS })));
      }
    }
  });
  after(() => bench.database.close());

  it('finds what answers the questions that a coding agent asks', async () => {
    const queries = JSON.parse(readFileSync(new URL('../../fixtures/codingQueries.json', import.meta.url), 'utf8')) as CodingQuery[];
    const figures = new RecallFigures();
    const missed: string[] = [];
    for (const [query, wanted] of queries) {
      const gold = [...titles].filter(([, title]) => wanted.some((one) => title.includes(one))).map(([id]) => id);
      assert.ok(gold.length >= wanted.length, `"${query}" asks for what is not recorded`);
      const found = (await bench.store.search({ query }, 10)).map(({ id }) => id);
      figures.add(found, gold);
      if (!gold.includes(found[0] ?? '')) missed.push(`${query}: ${found.slice(0, 3).map((id) => titles.get(id)).join(' | ')}`);
    }
    const { recallAt5, recallAt10, mrr } = figures.value();
    const told = `R@5 ${recallAt5}, R@10 ${recallAt10}, MRR ${mrr}; not first: \n${missed.join('\n')}`;
    assert.ok(recallAt5 >= 0.9 && recallAt10 >= 0.95 && mrr >= 0.85, told);
  });

  it('finds nothing for what was never there', async () => {
    for (const query of ['kubernetes ingress', 'OAuth token refresh', 'purple elephants dance']) assert.deepEqual(await bench.store.search({ query }, 10), [], query);
  });

  const relevantTo = async (text: string, project = '/bench'): Promise<string[]> => (await bench.store.relevantTo({ text, project, sessionId: 0 }, 3)).map(({ id }) => titles.get(id) ?? '');

  it('gives a prompt what it is about', async () => {
    for (const [prompt, title] of [
      ['Add an endpoint GET /ready next to /health', 'Committed: Add GET /health'],
      ['The health tests fail again with 204, can you fix them?', 'Fixed: `npm test --silent` passes again'],
      ['Parse the query string in req.url before you route, as the audit said', 'Audit: src/server.js compares req.url'],
      ['sed edit of server.test.js', 'Edited test/server.test.js'],
    ] as const)
      assert.ok((await relevantTo(prompt)).some((found) => found.includes(title)), prompt);
  });

  it('gives nothing to a prompt that is about nothing, about something else, or of another project', async () => {
    for (const prompt of ['', 'continue', 'go on', 'commit it', 'yes please do that', 'thanks, looks good', 'fix the bug', 'please refactor this code to be more readable', 'why is the sky blue', 'Write a haiku about autumn leaves', 'update the README with install instructions', 'set up a kubernetes ingress with TLS for the staging cluster'])
      assert.deepEqual(await relevantTo(prompt), [], prompt);
    assert.deepEqual(await relevantTo('The health tests fail again with 204, can you fix them?', '/other'), []);
  });

  it('gives a prompt nothing of its own session', async () => {
    const [own] = await bench.store.relevantTo({ text: 'naive cafe docs', project: '/bench', sessionId: 0 }, 1);
    assert.ok(own);
    assert.deepEqual((await bench.store.relevantTo({ text: 'naive cafe docs', project: '/bench', sessionId: own.sessionId }, 3)).filter(({ sessionId }) => sessionId === own.sessionId), []);
  });
});
