import type { Corpus } from './corpus';
import type { RankParameters } from './parameters';
import type { ParsedQuery } from './parsedQuery';
import { BLOCK_SIZE, BLOCK_BITS, POSTING_BYTES, type PostingList, weightedFrequencies } from './postings';

const MAX_EXPANSIONS = 40;

/** What the words of a query alone make of each document and session. */
export interface Scores {
  /** By ordinal; 0 where nothing matches. */
  readonly own: Float32Array;
  /** Bits of the words that a document has, by ordinal. */
  readonly matched: Int32Array;
  /** Ordinals of the documents that match, each once. */
  readonly touched: Int32Array;
  /** By index of the session. */
  readonly session: Float32Array;
  /** Weight of each word of the query: its inverse document frequency. */
  readonly idf: readonly number[];
}

interface Alternative {
  readonly lists: readonly PostingList[];
  readonly documents: number;
  readonly factor: number;
}

/** BM25F over documents, and BM25 over sessions as if each were one document. */
export function score(query: ParsedQuery, corpus: Corpus, parameters: RankParameters): Scores {
  const { documents } = corpus;
  const sessions = documents.sessionIds.length;
  const own = new Float32Array(documents.count);
  const matched = new Int32Array(documents.count);
  const touched = new Int32Array(documents.count);
  const session = new Float32Array(sessions);
  const sessionFrequency = new Float32Array(sessions);
  const weightOf = weightedFrequencies(parameters.weights);
  const { k1, b, sessionK1, sessionB } = parameters;
  const average = documents.totalLength / Math.max(1, documents.alives) || 1;
  const sessionAverage = documents.totalLength / Math.max(1, sessions) || 1;
  const idf: number[] = [];
  let count = 0;

  for (const [position, word] of query.words.entries()) {
    const alternatives = alternativesOf(word, corpus, parameters);
    const exact = alternatives[0]?.documents ?? 0;
    const mostCommon = Math.max(0, ...alternatives.map((alternative) => alternative.documents));
    const weight = inverseFrequency(documents.alives, word.prefix === undefined && exact > 0 ? exact : mostCommon);
    idf.push(weight);
    const bit = 1 << position;
    sessionFrequency.fill(0);
    for (const { lists, documents: holding, factor } of alternatives) {
      const gain = Math.min(weight, inverseFrequency(documents.alives, holding)) * factor * (k1 + 1);
      for (const { base, bytes } of lists) {
        for (let at = 0; at + 2 < bytes.length; at += POSTING_BYTES) {
          const value = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
          const ordinal = base + (value & (BLOCK_SIZE - 1));
          if (documents.alive[ordinal] !== 1) continue;
          const frequency = weightOf[value >> BLOCK_BITS] ?? 0;
          const norm = k1 * (1 - b + (b * (documents.length[ordinal] ?? 0)) / average);
          if (matched[ordinal] === 0) touched[count++] = ordinal;
          matched[ordinal] = (matched[ordinal] ?? 0) | bit;
          own[ordinal] = (own[ordinal] ?? 0) + (gain * frequency) / (frequency + norm);
          const index = documents.session[ordinal] ?? 0;
          sessionFrequency[index] = (sessionFrequency[index] ?? 0) + frequency * factor;
        }
      }
    }
    for (let index = 0; index < sessions; index++) {
      const frequency = sessionFrequency[index] ?? 0;
      if (frequency === 0) continue;
      const norm = sessionK1 * (1 - sessionB + (sessionB * (documents.sessionLength[index] ?? 0)) / sessionAverage);
      session[index] = (session[index] ?? 0) + (weight * (sessionK1 + 1) * frequency) / (frequency + norm);
    }
  }
  return { own, matched, touched: touched.subarray(0, count), session, idf };
}

function alternativesOf(word: ParsedQuery['words'][number], corpus: Corpus, { synonym, prefix }: RankParameters): Alternative[] {
  const alternative = (term: string, factor: number): Alternative => {
    const lists = corpus.postings(term);
    return { lists, documents: lists.reduce((sum, { bytes }) => sum + bytes.length / POSTING_BYTES, 0), factor };
  };
  const expansions = word.prefix === undefined ? [] : corpus.termsWith(word.prefix, MAX_EXPANSIONS).filter((term) => term !== word.term);
  return [alternative(word.term, 1), ...expansions.map((term) => alternative(term, prefix)), ...word.synonyms.map((term) => alternative(term, synonym))];
}

function inverseFrequency(documents: number, holding: number): number {
  return Math.log(1 + Math.max(0, documents - holding + 0.5) / (holding + 0.5));
}
