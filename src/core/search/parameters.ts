import type { FieldWeights } from './postings';

/** What the ranking is tuned by. */
export interface RankParameters {
  readonly weights: FieldWeights;
  /** BM25: how fast a repeated word stops to count, and how much a long document is held against it. */
  readonly k1: number;
  readonly b: number;
  /** What a synonym or a word with the prefix counts, beside the word itself. */
  readonly synonym: number;
  readonly prefix: number;
  /** Share of the own scores of the two documents before it in the session that lifts a document, and of the two after it; the nearer first. */
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
  /** Share of the session's score, as one document, that lifts each of its documents. */
  readonly session: number;
  readonly sessionB: number;
  readonly sessionK1: number;
  /** Share of a word's weight in a session's score that is its rarity among sessions, not among documents. */
  readonly sessionRarity: number;
  /** Where a time is asked for, what a document and its neighbours have counts this much more in one that tells a time. */
  readonly time: number;
  /** The newest document counts this much more; half of it after `recencyHalfLifeMs`. */
  readonly recency: number;
  readonly recencyHalfLifeMs: number;
  /** When no document, with its neighbours, matches this share of the query's weight, nothing is found. */
  readonly floor: number;
  /** Hits below this share of the best one's score are left out. */
  readonly leastOfBest: number;
  /** From this many hits of a session on, each further one counts so much less. */
  readonly uncrowded: number;
  readonly crowding: number;
}

export const DEFAULT_PARAMETERS: RankParameters = {
  weights: { title: 2.5, files: 2, concepts: 1.5, body: 1 },
  k1: 0.8,
  b: 0.45,
  synonym: 0.4,
  prefix: 0.7,
  before: [0.4, 0.2],
  after: [0.28, 0.14],
  session: 0.6,
  sessionB: 1,
  sessionK1: 3,
  sessionRarity: 0.6,
  time: 0.3,
  recency: 0.02,
  recencyHalfLifeMs: 30 * 24 * 60 * 60_000,
  floor: 0.1,
  leastOfBest: 0.05,
  uncrowded: 3,
  crowding: 0.99,
};
