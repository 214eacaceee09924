import type { Corpus } from './corpus';
import { Documents, type DocumentInfo } from './documents';
import type { IndexedFields, PostingList } from './postings';
import { PostingTail } from './postingTail';
import { countTerms } from './termCounts';

/** A corpus that lives in memory. */
export class MemoryCorpus implements Corpus {
  readonly documents = new Documents();
  private readonly tail = new PostingTail();

  add(info: Omit<DocumentInfo, 'length'>, fields: IndexedFields): void {
    const { terms, length } = countTerms(fields);
    this.tail.add(this.documents.add({ ...info, length }), terms);
  }

  postings(term: string): readonly PostingList[] {
    return this.tail.postings(term);
  }

  termsWith(prefix: string, limit: number): readonly string[] {
    return this.tail.termsWith(prefix, limit);
  }
}
