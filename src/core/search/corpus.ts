import type { Documents } from './documents';
import type { PostingList } from './postings';

/** What the ranker reads: documents in columns and, by term, where it stands. */
export interface Corpus {
  readonly documents: Documents;
  postings(term: string): readonly PostingList[];
  /** Terms that begin with `prefix`, at most `limit`. */
  termsWith(prefix: string, limit: number): readonly string[];
}
