import type { FoundQuery } from './foundQuery';
import { inverseFrequency } from './score';

/** A word tells something when it weighs at least this share of what a word of a single document would. */
const TELLING_SHARE = 0.45;
/** What a document must have of the query's weight, with two telling words, and with one. */
const SHARE_WITH_TWO = 0.3;
const SHARE_WITH_ONE = 0.8;
/** As many documents are assumed at least: in a young memory a word of a few would else seem to be in everything. */
const LEAST_DOCUMENTS = 100;

/** Whether documents are about what a text is about, not only among the best there are for its words. */
export class Relevance {
  private readonly weights: readonly number[];
  private readonly total: number;
  private readonly telling: number;

  constructor({ words, documents: { alives } }: FoundQuery) {
    const all = Math.max(alives, LEAST_DOCUMENTS);
    this.weights = words.map(({ terms }) => inverseFrequency(all, Math.max(0, ...terms.map(({ documents }) => documents))));
    this.total = this.weights.reduce((sum, weight) => sum + weight, 0);
    this.telling = TELLING_SHARE * inverseFrequency(all, 1);
  }

  /** Share of the query's weight that is in words (bits). */
  shareOf(words: number): number {
    const weight = this.weights.reduce((sum, each, position) => sum + ((words >> position) & 1 ? each : 0), 0);
    return this.total === 0 ? 0 : weight / this.total;
  }

  /** @param matched bits of the words that the document has */
  isRelevant(matched: number): boolean {
    if (this.weights.length < 2) return false; // "Commit." is about nothing in particular.
    let weight = 0;
    let telling = 0;
    for (const [position, each] of this.weights.entries()) {
      if (((matched >> position) & 1) === 0) continue;
      weight += each;
      if (each >= this.telling) telling++;
    }
    return weight > 0 && weight >= this.total * (telling >= 2 ? SHARE_WITH_TWO : telling === 1 ? SHARE_WITH_ONE : Infinity);
  }
}
