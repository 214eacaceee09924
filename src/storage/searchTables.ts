import type { DocumentInfo } from '../core/search/documents';
import { BLOCK_BITS, type PostingList } from '../core/search/postings';
import type { PostingTail } from '../core/search/postingTail';
import { blob, number, text } from './columns';
import type { Database } from './database';

/** Above every character that a term can hold. */
const LAST = '\u{10ffff}';

/** A document with the last of `search_stale` that was known when it was indexed. */
export interface IndexedDocument extends DocumentInfo {
  readonly staleSeen: number;
}

/** The index's tables. What is written here follows from other tables, so the journal does not know of it. */
export class SearchTables {
  constructor(private readonly db: Database) {}

  postings(term: string): PostingList[] {
    return this.db
      .all('SELECT block, postings FROM search_postings WHERE term = ? ORDER BY block', term)
      .map((row) => ({ base: number(row, 'block') << BLOCK_BITS, bytes: blob(row, 'postings') }));
  }

  termsWith(prefix: string, limit: number): string[] {
    return this.db.all('SELECT DISTINCT term FROM search_postings WHERE term >= ? AND term < ? LIMIT ?', prefix, prefix + LAST, limit).map((row) => text(row, 'term'));
  }

  *documents(): Iterable<IndexedDocument> {
    for (const row of this.db.all('SELECT documents FROM search_documents ORDER BY first')) yield* decodeDocuments(blob(row, 'documents'));
  }

  /** What was changed or deleted, in that order. */
  stale(after: number, limit: number): { seq: number; document: number }[] {
    return this.db.all('SELECT seq, document FROM search_stale WHERE seq > ? ORDER BY seq LIMIT ?', after, limit).map((row) => ({ seq: number(row, 'seq'), document: number(row, 'document') }));
  }

  /** By document, when it was last changed or deleted. */
  lastStale(): Map<number, number> {
    return new Map(this.db.all('SELECT document, max(seq) AS seq FROM search_stale GROUP BY document').map((row) => [number(row, 'document'), number(row, 'seq')]));
  }

  /** Adds documents and their postings, all or nothing. Not inside a transaction. */
  append(first: number, documents: readonly IndexedDocument[], tail: PostingTail): void {
    this.unrecorded(() => {
      this.db.run('INSERT INTO search_documents (first, documents) VALUES (?, ?)', first, encodeDocuments(documents));
      for (const [term, lists] of tail.entries()) {
        for (const { base, bytes } of lists) {
          this.db.run(
            'INSERT INTO search_postings (term, block, postings) VALUES (?, ?, ?) ON CONFLICT (term, block) DO UPDATE SET postings = CAST(postings || excluded.postings AS BLOB)',
            term, base >> BLOCK_BITS, bytes,
          );
        }
      }
    });
  }

  clear(): void {
    this.unrecorded(() => {
      this.db.run('DELETE FROM search_documents');
      this.db.run('DELETE FROM search_postings');
    });
  }

  /** Changes whose statements nobody writes down. */
  private unrecorded(work: () => void): void {
    this.db.record(work);
  }
}

const VALUES_OF_DOCUMENT = 6;

function encodeDocuments(documents: readonly IndexedDocument[]): Uint8Array {
  const values = Float64Array.from(documents.flatMap(({ key, session, atMs, length, type, staleSeen }) => [key, session, atMs, length, type, staleSeen]));
  return new Uint8Array(values.buffer);
}

function* decodeDocuments(bytes: Uint8Array): Iterable<IndexedDocument> {
  const values = new Float64Array(bytes.slice().buffer);
  for (let at = 0; at < values.length; at += VALUES_OF_DOCUMENT) {
    const [key = 0, session = 0, atMs = 0, length = 0, type = 0, staleSeen = 0] = values.subarray(at, at + VALUES_OF_DOCUMENT);
    yield { key, session, atMs, length, type, staleSeen };
  }
}
