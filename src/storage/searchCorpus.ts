import type { Corpus } from '../core/search/corpus';
import { Documents } from '../core/search/documents';
import type { PostingList } from '../core/search/postings';
import { PostingTail } from '../core/search/postingTail';
import type { Database } from './database';
import { type IndexableMemory, MemoryRows } from './memoryRows';
import { type IndexedDocument, SearchTables } from './searchTables';

/** Documents whose postings go to the tables together. */
const GROUP = 64;
/** The tables are written anew when more than this share of their documents is gone. */
const MAX_GONE = 0.3;
const MIN_GONE = 1_000;

/**
 * The index over all memories. It follows the tables of the memories and is told nothing: `catchUp` takes in what was added and
 * forgets what was deleted or changed since. Older postings are in tables, which a snapshot keeps, the newest few in memory.
 */
export class SearchCorpus implements Corpus {
  documents = new Documents();
  private readonly tables: SearchTables;
  private readonly rows: MemoryRows;
  private readonly tail = new PostingTail();
  private group: IndexedDocument[] = [];
  private staleSeen = 0;
  private isLoaded = false;

  constructor(db: Database) {
    this.tables = new SearchTables(db);
    this.rows = new MemoryRows(db);
  }

  /** Takes in at most about `limit` new memories. Not inside a transaction. @returns whether nothing is left */
  catchUp(limit: number): boolean {
    if (!this.isLoaded) this.load();
    if (!this.followChanges(limit)) return false;
    const added = this.rows.next(limit);
    for (const memory of added) this.add(memory);
    return added.length < limit;
  }

  postings(term: string): readonly PostingList[] {
    return [...this.tables.postings(term), ...this.tail.postings(term)];
  }

  termsWith(prefix: string, limit: number): readonly string[] {
    return [...new Set([...this.tail.termsWith(prefix, limit), ...this.tables.termsWith(prefix, limit)])].slice(0, limit);
  }

  /** Takes in everything anew. Not inside a transaction. */
  restart(): void {
    this.tables.clear();
    this.rows.restart();
    this.documents = new Documents();
    this.tail.clear();
    this.group = [];
    this.staleSeen = 0;
    this.isLoaded = true;
  }

  private load(): void {
    this.isLoaded = true;
    const stale = this.tables.lastStale();
    for (const document of this.tables.documents()) {
      const ordinal = this.documents.add(document);
      if ((stale.get(document.key) ?? 0) > document.staleSeen) this.documents.removeAt(ordinal);
      this.rows.passed(document.key);
      this.staleSeen = document.staleSeen;
    }
    const gone = this.documents.count - this.documents.alives;
    if (gone < MIN_GONE || gone < this.documents.count * MAX_GONE) return;
    this.restart();
  }

  /** @returns whether no change is left that it does not know of */
  private followChanges(limit: number): boolean {
    const stale = this.tables.stale(this.staleSeen, limit);
    for (const { seq, document } of stale) {
      this.documents.remove(document);
      this.staleSeen = seq;
      const changed = this.rows.isPassed(document) ? this.rows.indexable(document) : undefined;
      if (changed) this.add(changed);
    }
    return stale.length < limit;
  }

  private add({ counts, ...memory }: IndexableMemory): void {
    const document = { ...memory, length: counts.length, staleSeen: this.staleSeen };
    this.tail.add(this.documents.add(document), counts.terms);
    this.group.push(document);
    if (this.group.length < GROUP) return;
    this.tables.append(this.documents.count - this.group.length, this.group, this.tail);
    this.group = [];
    this.tail.clear();
  }
}
