import { type PostingList, postingLists } from './postings';

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
    return pairs ? postingLists(pairs) : [];
  }

  termsWith(prefix: string, limit: number): string[] {
    const found: string[] = [];
    for (const term of this.terms.keys()) {
      if (term.startsWith(prefix) && found.push(term) === limit) break;
    }
    return found;
  }

  *entries(): Iterable<readonly [term: string, lists: readonly PostingList[]]> {
    for (const [term, pairs] of this.terms) yield [term, postingLists(pairs)];
  }

  clear(): void {
    this.terms.clear();
  }
}
