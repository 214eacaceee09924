import type { Corpus } from './corpus';
import { DEFAULT_PARAMETERS, type RankParameters } from './parameters';
import type { ParsedQuery } from './parsedQuery';
import { score } from './score';

/** A document that a query finds. */
export interface Ranked {
  readonly ordinal: number;
  readonly score: number;
  /** Bits of the query's words that it has itself; 0 when only its neighbours do. */
  readonly matched: number;
}

/** Keeps a document out of the answer. */
export type Accepts = (ordinal: number) => boolean;

/**
 * The `limit` best documents for a query. What a document has itself is lifted by its neighbours in the session, by its session as
 * a whole and, mildly, by how new it is. What matches too little of the query is left out: nothing found is an answer.
 */
export function rank(query: ParsedQuery, corpus: Corpus, limit: number, accepts: Accepts = () => true, parameters: RankParameters = DEFAULT_PARAMETERS): Ranked[] {
  const { documents } = corpus;
  const { own, matched, touched, session, idf } = score(query, corpus, parameters);
  const total = idf.reduce((sum, weight) => sum + weight, 0);
  const floor = coverageFloor(idf, parameters.floor * total);
  const [near, far] = parameters.neighbours;
  const newestMs = documents.atMs.subarray(0, documents.count).reduce((newest, atMs) => Math.max(newest, atMs), 0);
  const best = new Best(limit);
  const seen = new Uint8Array(documents.count);

  const consider = (ordinal: number): void => {
    if (ordinal < 0 || seen[ordinal] === 1) return;
    seen[ordinal] = 1;
    const previous = documents.previous[ordinal] ?? -1;
    const next = documents.next[ordinal] ?? -1;
    const before = previous < 0 ? -1 : (documents.previous[previous] ?? -1);
    const after = next < 0 ? -1 : (documents.next[next] ?? -1);
    const at = (other: number): number => (other < 0 ? 0 : (own[other] ?? 0));
    const words = at(ordinal) + near * (at(previous) + at(next)) + far * (at(before) + at(after));
    const lifted = words + parameters.session * (session[documents.session[ordinal] ?? 0] ?? 0);
    const recency = 1 + parameters.recency * 2 ** (((documents.atMs[ordinal] ?? 0) - newestMs) / parameters.recencyHalfLifeMs);
    const value = lifted * recency;
    if (value <= best.threshold) return;
    const seenBy = (matched[ordinal] ?? 0) | (previous < 0 ? 0 : (matched[previous] ?? 0)) | (next < 0 ? 0 : (matched[next] ?? 0));
    if (!floor(seenBy) || !accepts(ordinal)) return;
    best.add({ ordinal, score: value, matched: matched[ordinal] ?? 0 });
  };
  for (const ordinal of touched) {
    consider(ordinal);
    consider(documents.previous[ordinal] ?? -1);
    consider(documents.next[ordinal] ?? -1);
  }
  return best.sorted();
}

/** Whether a set of words, as bits, weighs enough. */
function coverageFloor(idf: readonly number[], least: number): (matched: number) => boolean {
  const known = new Map<number, boolean>();
  return (matched) => {
    let answer = known.get(matched);
    if (answer === undefined) {
      answer = matched !== 0 && idf.reduce((sum, weight, position) => sum + ((matched >> position) & 1 ? weight : 0), 0) >= least;
      known.set(matched, answer);
    }
    return answer;
  };
}

/** The best so far, in a heap whose root is the worst of them. */
class Best {
  private readonly heap: Ranked[] = [];
  threshold = 0;

  constructor(private readonly limit: number) {}

  add(ranked: Ranked): void {
    this.heap.push(ranked);
    this.heap.sort(byScore);
    if (this.heap.length > this.limit) this.heap.pop();
    if (this.heap.length === this.limit) this.threshold = this.heap.at(-1)?.score ?? 0;
  }

  sorted(): Ranked[] {
    return [...this.heap].sort(byScore);
  }
}

function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || b.ordinal - a.ordinal;
}
