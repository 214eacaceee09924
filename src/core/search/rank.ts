import type { Documents } from './documents';
import type { FoundQuery } from './foundQuery';
import { DEFAULT_PARAMETERS, type RankParameters } from './parameters';
import { ordinalsIn, type PostingList } from './postings';
import { Scores } from './score';

/** A document that a query finds. */
export interface Ranked {
  readonly ordinal: number;
  readonly score: number;
  /** Bits of the query's words that it has itself; 0 when only its neighbours do. */
  readonly matched: number;
  /** Those, and the ones of its neighbours. */
  readonly nearby: number;
  /** It means what the query does. */
  readonly isSimilar?: boolean;
}

/** Keeps a document out of the answer. */
export type Accepts = (ordinal: number) => boolean;

/**
 * The `limit` best documents for a query. What a document has itself is lifted by its neighbours in the session, by its session as
 * a whole and, mildly, by how new it is. When even the best match too little of the query, nothing is
 * found, and what is far below the best is left out.
 */
export function rank(query: FoundQuery, limit: number, accepts: Accepts = () => true, parameters: RankParameters = DEFAULT_PARAMETERS): Ranked[] {
  const { documents } = query;
  const { own, matched, touched, session, idf } = new Scores(query, parameters);
  const total = idf.reduce((sum, weight) => sum + weight, 0);
  const floor = coverageFloor(idf, parameters.floor * total);
  const best = new Best(limit);
  const seen = new Uint8Array(documents.count);
  const timed = query.timed.length === 0 ? undefined : marked(query.timed, documents.count);
  /** Its columns in a plain object: they are read in the inner loop. */
  const links = { previous: documents.previous, next: documents.next, session: documents.session, atMs: documents.atMs };

  const [near, far] = parameters.before;
  const [soon, later] = parameters.after;
  const most = 1 + parameters.recency;
  const consider = (ordinal: number, previous: number, next: number): void => {
    seen[ordinal] = 1;
    let words = own[ordinal] ?? 0;
    if (previous >= 0) words += near * (own[previous] ?? 0) + far * (own[links.previous[previous] ?? -1] ?? 0);
    if (next >= 0) words += soon * (own[next] ?? 0) + later * (own[links.next[next] ?? -1] ?? 0);
    if (timed?.[ordinal] === 1) words *= 1 + parameters.time;
    const lifted = words + parameters.session * (session[links.session[ordinal] ?? 0] ?? 0);
    if (lifted * most <= best.threshold || !accepts(ordinal)) return;
    const value = lifted * (1 + parameters.recency * 2 ** (((links.atMs[ordinal] ?? 0) - documents.newestMs) / parameters.recencyHalfLifeMs));
    if (value <= best.threshold) return;
    const has = matched[ordinal] ?? 0;
    best.add({ ordinal, score: value, matched: has, nearby: has | (matched[previous] ?? 0) | (matched[next] ?? 0) });
  };
  for (const ordinal of touched) {
    const previous = links.previous[ordinal] ?? -1;
    const next = links.next[ordinal] ?? -1;
    if (seen[ordinal] === 0) consider(ordinal, previous, next);
    if (previous >= 0 && seen[previous] === 0) consider(previous, links.previous[previous] ?? -1, ordinal);
    if (next >= 0 && seen[next] === 0) consider(next, ordinal, links.next[next] ?? -1);
  }
  if (!best.ranked.some(({ nearby }) => floor(nearby))) return [];
  const least = (best.ranked[0]?.score ?? 0) * parameters.leastOfBest;
  return best.ranked.filter(({ score }) => score >= least);
}

function marked(lists: readonly PostingList[], count: number): Uint8Array {
  const marks = new Uint8Array(count);
  for (const ordinal of ordinalsIn(lists)) marks[ordinal] = 1;
  return marks;
}

/** From the fourth of a session on, hits count a little less, so that one long session does not fill the answer. */
export function spread(ranked: readonly Ranked[], { session }: Documents, { crowding, uncrowded }: RankParameters = DEFAULT_PARAMETERS): Ranked[] {
  const seen = new Map<number, number>();
  return ranked
    .map((one) => {
      const index = session[one.ordinal] ?? 0;
      const before = seen.get(index) ?? 0;
      seen.set(index, before + 1);
      return before < uncrowded ? one : { ...one, score: one.score * crowding ** (before - uncrowded + 1) };
    })
    .sort(byScore);
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

/** The best so far, in order. */
class Best {
  readonly ranked: Ranked[] = [];
  threshold = 0;

  constructor(private readonly limit: number) {}

  add(one: Ranked): void {
    let low = 0;
    for (let high = this.ranked.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (byScore(this.ranked[middle] ?? one, one) < 0) low = middle + 1;
      else high = middle;
    }
    this.ranked.splice(low, 0, one);
    if (this.ranked.length > this.limit) this.ranked.pop();
    if (this.ranked.length === this.limit) this.threshold = this.ranked.at(-1)?.score ?? 0;
  }
}

export function byScore(a: Ranked, b: Ranked): number {
  return b.score - a.score || b.ordinal - a.ordinal;
}
