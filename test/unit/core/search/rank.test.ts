import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lookUp } from '../../../../src/core/search/foundQuery';
import { MemoryCorpus } from '../../../../src/core/search/memoryCorpus';
import { DEFAULT_PARAMETERS } from '../../../../src/core/search/parameters';
import { parseQuery } from '../../../../src/core/search/parsedQuery';
import { rank, spread } from '../../../../src/core/search/rank';

const DAY_MS = 86_400_000;
const START_MS = new Date(2026, 0, 1).getTime();

interface Entry {
  readonly session?: number;
  readonly title?: string;
  readonly body?: string;
  readonly files?: string;
  readonly day?: number;
}

function corpusOf(entries: readonly Entry[]): MemoryCorpus {
  const corpus = new MemoryCorpus();
  for (const [key, { session = key, title = '', body = '', files = '', day = 0 }] of entries.entries()) corpus.add({ key, session, atMs: START_MS + day * DAY_MS, type: 1 }, { title, body, files, concepts: '' });
  return corpus;
}

function found(query: string, entries: readonly Entry[]): number[] {
  return rank(lookUp(parseQuery(query), corpusOf(entries)), 10).map(({ ordinal }) => ordinal);
}

const noise = (count: number): Entry[] => Array.from({ length: count }, (_, index) => ({ body: `unrelated chatter number ${index} about lunch and weather` }));

describe('The ranking', () => {
  it('puts a rare word above a common one', () => {
    assert.deepEqual(found('server deadlock', [{ body: 'server' }, { body: 'deadlock' }, { body: 'server' }, { body: 'server' }, ...noise(5)]).slice(0, 1), [1]);
  });

  it('counts a word in the title or a file name more than one in the text', () => {
    assert.deepEqual(found('journal', [{ body: 'journal' }, { title: 'journal' }, ...noise(8)]), [1, 0]);
    assert.deepEqual(found('journal', [{ body: 'journal lines are torn' }, { files: 'src/journal.ts' }, ...noise(8)]), [1, 0]);
  });

  it('finds what is called otherwise, below what is called so', () => {
    assert.deepEqual(found('database', [{ body: 'the db is slow' }, { body: 'the database is slow' }, ...noise(8)]), [1, 0]);
  });

  it('finds beginnings', () => {
    assert.deepEqual(found('reconn*', [{ body: 'it reconnects by itself' }, { body: 'connects' }, ...noise(8)]), [0]);
  });

  it('lifts what stands beside a match in its session', () => {
    const [first, ...rest] = found('checksum mismatch', [{ session: 1, body: 'checksum mismatch in the snapshot' }, { session: 1, body: 'the disk had lied' }, { session: 2, body: 'the disk had lied' }, ...noise(8)]);
    assert.equal(first, 0);
    assert.ok(rest.includes(1) && !rest.includes(2));
  });

  it('lifts what is in a session about the matter', () => {
    const entries = [{ session: 1, body: 'timeout of the socket' }, { session: 1, body: 'filler' }, { session: 1, body: 'filler' }, { session: 1, body: 'filler' }, { session: 1, body: 'socket path too long' }, { session: 2, body: 'timeout of the lease' }, ...noise(20)];
    assert.ok(found('socket timeout', entries).indexOf(0) < found('socket timeout', entries).indexOf(5));
  });

  it('prefers what tells a time where one is asked for', () => {
    const entries = [{ body: 'the lease expired two weeks ago' }, { body: 'the lease expired in the old flaky test' }, ...noise(8)];
    assert.deepEqual(found('lease expired', entries), [1, 0]);
    assert.deepEqual(found('when had the lease expired', entries), [0, 1]);
  });

  it('prefers the newer of two that are alike', () => {
    assert.deepEqual(found('lease', [{ body: 'lease', day: 0 }, { body: 'lease', day: 90 }, ...noise(8)]), [1, 0]);
  });

  it('finds what was done at a time', () => {
    assert.equal(found('deploy in March', [{ body: 'deploy', day: 10 }, { body: 'deploy', day: 70 }, { body: 'deploy', day: 150 }, ...noise(8)])[0], 1);
  });

  it('finds nothing when too little of the query is there', () => {
    assert.deepEqual(found('kubernetes ingress annotations for a canary weather rollout with istio sidecars and envoy filters', noise(30)), []);
    assert.deepEqual(found('the of and', noise(3)), []);
  });

  it('never gives what was removed, and lets its neighbours meet', () => {
    const corpus = corpusOf([{ session: 1, body: 'journal' }, { session: 1, body: 'journal' }, { session: 1, body: 'other' }, ...noise(5)]);
    corpus.documents.remove(1);
    assert.deepEqual(rank(lookUp(parseQuery('journal'), corpus), 10).map(({ ordinal }) => ordinal), [0, 2]);
  });

  it('lets no session fill the answer alone', () => {
    const corpus = corpusOf([...Array.from({ length: 40 }, () => ({ session: 1, body: 'spool' })), { session: 2, body: 'spool' }]);
    const parameters = { ...DEFAULT_PARAMETERS, crowding: 0.8 };
    const ranked = spread(rank(lookUp(parseQuery('spool'), corpus), 41, undefined, parameters), corpus.documents, parameters);
    assert.ok(ranked.findIndex(({ ordinal }) => ordinal === 40) < 15);
  });

  it('is in order, without doubles, within its limit and the same each time, whatever the corpus', () => {
    const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta', 'db', 'database');
    const entry = fc.record({ session: fc.integer({ min: 0, max: 3 }), body: fc.array(word, { maxLength: 5 }).map((words) => words.join(' ')) });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 30 }), fc.array(word, { minLength: 1, maxLength: 3 }), fc.integer({ min: 1, max: 8 }), (entries, words, limit) => {
        const corpus = corpusOf(entries);
        const ranked = rank(lookUp(parseQuery(words.join(' ')), corpus), limit);
        assert.ok(ranked.length <= limit);
        assert.equal(new Set(ranked.map(({ ordinal }) => ordinal)).size, ranked.length);
        assert.deepEqual(ranked, ranked.toSorted((a, b) => b.score - a.score || b.ordinal - a.ordinal));
        assert.deepEqual(ranked, rank(lookUp(parseQuery(words.join(' ')), corpus), limit));
      }),
    );
  });
});
