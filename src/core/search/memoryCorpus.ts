import type { Corpus } from './corpus';
import { Documents, type DocumentInfo } from './documents';
import type { IndexedFields, PostingList } from './postings';
import { BLOCK_BITS, POSTING_BYTES, writePosting } from './postings';
import { countTerms } from './termCounts';

/** A corpus that lives in memory. */
export class MemoryCorpus implements Corpus {
  readonly documents = new Documents();
  private readonly terms = new Map<string, number[]>();

  add(info: Omit<DocumentInfo, 'length'>, fields: IndexedFields): void {
    const { terms, length } = countTerms(fields);
    const ordinal = this.documents.add({ ...info, length });
    for (const [term, packed] of terms) {
      const list = this.terms.get(term);
      if (list) list.push(ordinal, packed);
      else this.terms.set(term, [ordinal, packed]);
    }
  }

  postings(term: string): readonly PostingList[] {
    const pairs = this.terms.get(term) ?? [];
    const lists: PostingList[] = [];
    for (let at = 0; at < pairs.length; ) {
      const block = (pairs[at] ?? 0) >> BLOCK_BITS;
      let end = at;
      while (end < pairs.length && (pairs[end] ?? 0) >> BLOCK_BITS === block) end += 2;
      const bytes = new Uint8Array(((end - at) / 2) * POSTING_BYTES);
      for (let place = 0; at < end; at += 2, place += POSTING_BYTES) writePosting(bytes, place, pairs[at] ?? 0, pairs[at + 1] ?? 0);
      lists.push({ base: block << BLOCK_BITS, bytes });
    }
    return lists;
  }

  termsWith(prefix: string, limit: number): readonly string[] {
    return [...this.terms.keys()].filter((term) => term.startsWith(prefix)).slice(0, limit);
  }
}
