import type { Corpus } from './corpus';
import type { Documents } from './documents';
import type { ParsedQuery, QueryWord } from './parsedQuery';
import { TIME_TERM } from './timeWords';
import { frequenciesIn, POSTING_BYTES, type PostingList } from './postings';

const MAX_EXPANSIONS = 40;

/** A term that stands for a word of a query, and the documents that have it. */
export interface FoundTerm {
  readonly term: string;
  readonly standsAs: 'itself' | 'longer' | 'synonym';
  readonly lists: readonly PostingList[];
  readonly documents: number;
}

export interface FoundWord extends QueryWord {
  /** The word's own term first. */
  readonly terms: readonly FoundTerm[];
}

/** The words of a query as a corpus has them. Valid until the corpus changes. */
export interface FoundQuery {
  readonly words: readonly FoundWord[];
  readonly documents: Documents;
  /** Documents that tell a time, where one is asked for. */
  readonly timed: readonly PostingList[];
}

export function lookUp(query: ParsedQuery, corpus: Corpus): FoundQuery {
  const found = (term: string, standsAs: FoundTerm['standsAs']): FoundTerm => {
    const lists = term === '' ? [] : corpus.postings(term);
    return { term, standsAs, lists, documents: documentsIn(lists) };
  };
  const words = query.words.map((word) => {
    const longer = word.prefix === undefined ? [] : corpus.termsWith(word.prefix, MAX_EXPANSIONS).filter((term) => term !== word.term);
    return { ...word, terms: [found(word.term, 'itself'), ...longer.map((term) => found(term, 'longer')), ...word.synonyms.map((term) => found(term, 'synonym'))] };
  });
  return { words, documents: corpus.documents, timed: query.asksForTime ? corpus.postings(TIME_TERM) : [] };
}

export function documentsIn(lists: readonly PostingList[]): number {
  return lists.reduce((sum, { bytes }) => sum + bytes.length / POSTING_BYTES, 0);
}

/** How often a document has the term, packed as in its posting; 0 when it has not. */
export function frequenciesOf({ lists }: FoundTerm, ordinal: number): number {
  for (const list of lists) {
    const frequencies = frequenciesIn(list, ordinal);
    if (frequencies !== undefined) return frequencies;
  }
  return 0;
}
