import { DEFAULT_PARAMETERS } from './parameters';
import { byScore, type Ranked } from './rank';

/** What each counts in the sum. */
const WORDS = 0.6;
const MEANING = 0.4;
/** What a memory that has no word of the query must have of the way from the usual similarity to the same meaning. */
const LEAST_SIMILARITY = 0.3;

/**
 * The ranking by words and by meaning as one, by weighted sum. By words the best counts as much as it has of the query, others in
 * proportion.
 *
 * @param byWords all that are found by words, in any order
 * @param similarities by ordinal, 0 for the usual similarity and 1 for the same meaning
 * @param shareOf share of the query's weight that is in words (bits)
 */
export function joined(byWords: readonly Ranked[], similarities: ReadonlyMap<number, number>, shareOf: (words: number) => number, limit: number): Ranked[] {
  const best = byWords.toSorted(byScore)[0];
  const scale = best ? (WORDS * shareOf(best.nearby)) / best.score : 0;
  const found = new Map<number, Ranked>();
  for (const one of byWords) {
    const similarity = Math.max(0, similarities.get(one.ordinal) ?? 0);
    found.set(one.ordinal, { ...one, score: scale * one.score + MEANING * similarity, isSimilar: similarity >= LEAST_SIMILARITY });
  }
  for (const [ordinal, similarity] of similarities) {
    if (!found.has(ordinal) && similarity >= LEAST_SIMILARITY) found.set(ordinal, { ordinal, score: MEANING * similarity, matched: 0, nearby: 0, isSimilar: true });
  }
  const all = [...found.values()].sort(byScore);
  const least = (all[0]?.score ?? 0) * DEFAULT_PARAMETERS.leastOfBest;
  return all.filter(({ score }) => score >= least).slice(0, limit);
}
