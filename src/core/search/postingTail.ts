import { BLOCK_BITS, POSTING_BYTES, type PostingList, writePosting } from './postings';

/** Postings of the newest documents, in memory. */
export class PostingTail {
  /** By term: ordinal and packed frequencies, in turns. */
  private readonly terms = new Map<string, number[]>();

  add(ordinal: number, terms: ReadonlyMap<string, number>): void {
    for (const [term, packed] of terms) {
      const list = this.terms.get(term);
      if (list) list.push(ordinal, packed);
      else this.terms.set(term, [ordinal, packed]);
    }
  }

  postings(term: string): PostingList[] {
    const pairs = this.terms.get(term);
    return pairs ? listsOf(pairs) : [];
  }

  termsWith(prefix: string, limit: number): string[] {
    const found: string[] = [];
    for (const term of this.terms.keys()) {
      if (term.startsWith(prefix) && found.push(term) === limit) break;
    }
    return found;
  }

  *entries(): Iterable<readonly [term: string, lists: readonly PostingList[]]> {
    for (const [term, pairs] of this.terms) yield [term, listsOf(pairs)];
  }

  clear(): void {
    this.terms.clear();
  }
}

function listsOf(pairs: readonly number[]): PostingList[] {
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
