import { decodeBlob, encodeBlob } from './blobCodec';
import { blob, number, text } from './columns';
import type { Database, Row } from './database';
import type { SqlValue } from './journalRecord';
import { keyOfRow } from './documentKey';
import { type MemoryKey, memoryKey } from './memoryKey';

const MAX_STEPS = 100;
const MAX_AGE_MS = 30 * 24 * 60 * 60_000;
const MAX_BYTES = 8 * 1024 * 1024;

/** A memory's row as it was; null where there was none. */
interface RowBefore {
  readonly id: string;
  readonly row: Readonly<Record<string, StoredValue>> | null;
}
type StoredValue = string | number | null | { readonly blob: string };

/** Rows of memories as they are before a change, each once. */
export class Before {
  private readonly rows = new Map<string, RowBefore>();
  /** Whose memories they are. */
  readonly sessions = new Set<number>();

  constructor(private readonly db: Database) {}

  keep(id: string): void {
    const key = memoryKey(id);
    if (!key || this.rows.has(id)) return;
    const row = this.db.get(`SELECT * FROM ${key.table} WHERE id = ?`, key.rowId);
    if (row) this.sessions.add(number(row, 'session_id'));
    this.rows.set(id, { id, row: row ? Object.fromEntries(Object.entries(row).map(([column, value]) => [column, stored(value)])) : null });
  }

  /** It is about to be made. */
  keepAbsence(id: string, sessionId: number): void {
    this.sessions.add(sessionId);
    this.rows.set(id, { id, row: null });
  }

  get all(): readonly RowBefore[] {
    return [...this.rows.values()];
  }
}

/** The last changes by people, with what they changed as it was before. Bounded in number, age and size. */
export class UndoTable {
  constructor(private readonly db: Database) {}

  /** @param what what was done, in words without any text of a memory */
  add(what: string, before: Before, nowMs: number): void {
    this.db.run('INSERT INTO undo_steps (at, what, rows) VALUES (?, ?, ?)', nowMs, what, encodeBlob(before.all));
    this.dropOld(nowMs);
  }

  /** Takes the last change back. @returns what it was and the sessions whose memories it touched */
  takeBack(): { what: string; sessions: ReadonlySet<number> } | undefined {
    const step = this.db.get('SELECT seq, what, rows FROM undo_steps ORDER BY seq DESC LIMIT 1');
    if (!step) return undefined;
    // What `add` encoded.
    const rows = decodeBlob(blob(step, 'rows')) as readonly RowBefore[];
    const before = new Before(this.db);
    for (const { id, row } of rows) {
      before.keep(id);
      if (typeof row?.['session_id'] === 'number') before.sessions.add(row['session_id']);
    }
    // What is deleted first frees those that it superseded, and they are then set to what they were.
    for (const { id, row } of rows) if (!row) this.restore(id, row);
    for (const { id, row } of rows) if (row) this.restore(id, row);
    this.db.run('DELETE FROM undo_steps WHERE seq = ?', number(step, 'seq'));
    return { what: text(step, 'what'), sessions: before.sessions };
  }

  /** Nothing that was changed before can be brought back. */
  clear(): void {
    this.db.run('DELETE FROM undo_steps');
  }

  dropOld(nowMs: number): void {
    this.db.run('DELETE FROM undo_steps WHERE at < ? OR seq <= (SELECT max(seq) FROM undo_steps) - ?', nowMs - MAX_AGE_MS, MAX_STEPS);
    this.db.run(
      `DELETE FROM undo_steps WHERE seq < (SELECT max(seq) FROM undo_steps)
       AND seq <= (SELECT max(seq) FROM (SELECT seq, sum(length(rows)) OVER (ORDER BY seq DESC) AS bytes FROM undo_steps) WHERE bytes > ?)`,
      MAX_BYTES,
    );
  }

  private restore(id: string, row: RowBefore['row']): void {
    const key = memoryKey(id);
    if (!key) throw new Error(`an undo step of no memory: ${id}`);
    if (!row) return void this.db.run(`DELETE FROM ${key.table} WHERE id = ?`, key.rowId);
    const isThere = this.db.get(`SELECT id FROM ${key.table} WHERE id = ?`, key.rowId) !== undefined;
    // A prompt's number may be another by now.
    const columns = Object.keys(row).filter((column) => !isThere || column !== 'prompt_number');
    const values = columns.map((column) => restored(row[column] ?? null));
    if (isThere) this.db.run(`UPDATE ${key.table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE id = ?`, ...values, key.rowId);
    else this.insert(key, columns, values);
  }

  /** The search index has passed its id: it is told to look again. */
  private insert(key: MemoryKey, columns: readonly string[], values: readonly SqlValue[]): void {
    this.db.run(`INSERT INTO ${key.table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`, ...values);
    this.db.run('INSERT INTO search_stale (document) VALUES (?)', keyOfRow(key.table === 'summaries' ? 'summary' : 'observation', key.rowId));
  }
}

function stored(value: Row[string] | undefined): StoredValue {
  return value instanceof Uint8Array ? { blob: Buffer.from(value).toString('base64') } : (value ?? null);
}

function restored(value: StoredValue): SqlValue {
  return typeof value === 'object' && value !== null ? Buffer.from(value.blob, 'base64') : value;
}
