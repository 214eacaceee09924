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
  /** Share of a neighbour's own score that lifts a document, by distance in the session. */
  readonly neighbours: readonly [number, number];
  /** Share of the session's score, as one document, that lifts each of its documents. */
  readonly session: number;
  readonly sessionB: number;
  readonly sessionK1: number;
  /** The newest document counts this much more; half of it after `recencyHalfLifeMs`. */
  readonly recency: number;
  readonly recencyHalfLifeMs: number;
  /** Hits that match less than this share of the query's weight are no hits. */
  readonly floor: number;
}

export const DEFAULT_PARAMETERS: RankParameters = {
  weights: { title: 2.5, files: 2, concepts: 1.5, body: 1 },
  k1: 1.2,
  b: 0.6,
  synonym: 0.4,
  prefix: 0.7,
  neighbours: [0.3, 0.1],
  session: 0.3,
  sessionB: 0.5,
  sessionK1: 3,
  recency: 0.05,
  recencyHalfLifeMs: 30 * 24 * 60 * 60_000,
  floor: 0.15,
};
