import initSqlJs, { type Database as SqlJsDatabase, type SqlJsStatic, type Statement } from 'sql.js';
import type { FileRoom } from './compaction';
import type { RecordedStatement, SqlValue } from './journalRecord';
import { PagedFile, type PageSource, pagesOf } from './pagedFile';

export type Row = Readonly<Record<string, SqlValue>>;

/** Loads the WASM engine once. @param wasmFile path of sql-wasm.wasm */
export async function loadEngine(wasmFile: string): Promise<SqlJsStatic> {
  return initSqlJs({ locateFile: () => wasmFile });
}

/** A statement with the names of its columns: asking for them with each row costs more than the row. */
interface Prepared {
  readonly statement: Statement;
  readonly columns: readonly string[];
}

/**
 * The database with prepared statements kept; in memory is what was changed since it was opened or rebased. What `run` changes inside `transaction` is recorded, so that it can be
 * written to the journal and run again at the next start; so a statement must be deterministic: no clock, no random.
 */
export class Database {
  private db: SqlJsDatabase;
  private file: PagedFile;
  private readonly statements = new Map<string, Prepared>();
  private recorded: RecordedStatement[] | undefined;

  constructor(
    private readonly engine: SqlJsStatic,
    source: PageSource = pagesOf(emptyDatabase(engine)),
  ) {
    this.file = new PagedFile(source);
    this.db = new engine.Database(this.file);
    this.setPragmas();
  }

  /** Rows of a query; nothing is recorded. */
  all(sql: string, ...params: SqlValue[]): Row[] {
    const { statement, columns } = this.prepare(sql);
    try {
      statement.bind(params);
      const rows: Row[] = [];
      while (statement.step()) rows.push(rowOf(columns, statement.get()));
      return rows;
    } finally {
      this.reset(statement);
    }
  }

  get(sql: string, ...params: SqlValue[]): Row | undefined {
    const { statement, columns } = this.prepare(sql);
    try {
      statement.bind(params);
      return statement.step() ? rowOf(columns, statement.get()) : undefined;
    } finally {
      this.reset(statement);
    }
  }

  /** Runs a statement that changes something, records it, and gives the rows of its RETURNING. Only inside `record`. */
  run(sql: string, ...params: SqlValue[]): Row[] {
    if (!this.recorded) throw new Error('a change outside a transaction');
    const rows = this.all(sql, ...params);
    this.recorded.push([sql, params]);
    return rows;
  }

  /** Rows that the last change touched. */
  changes(): number {
    return this.db.getRowsModified();
  }

  /** Runs `work` in a savepoint and gives its result with the statements that it ran; a throw undoes them. */
  record<T>(work: () => T): { result: T; statements: readonly RecordedStatement[] } {
    this.exec('SAVEPOINT work');
    const statements: RecordedStatement[] = [];
    this.recorded = statements;
    try {
      const result = work();
      this.exec('RELEASE work');
      return { result, statements };
    } catch (error) {
      this.exec('ROLLBACK TO work');
      this.exec('RELEASE work');
      throw error;
    } finally {
      this.recorded = undefined;
    }
  }

  /** Runs recorded statements again, all or none. */
  replay(statements: readonly RecordedStatement[]): void {
    this.record(() => {
      for (const [sql, params] of statements) this.all(sql, ...params);
    });
  }

  /** BEGIN, COMMIT, ROLLBACK and what else has neither parameters nor rows. */
  exec(sql: string): void {
    const { statement } = this.prepare(sql);
    try {
      statement.step();
    } finally {
      this.reset(statement);
    }
  }

  /** Several statements of a migration. */
  execScript(sql: string): void {
    this.db.exec(sql);
    // A changed table may have other columns than a statement remembers.
    for (const { statement } of this.statements.values()) statement.free();
    this.statements.clear();
  }

  /** A copy of the whole database file. Frees all statements; not inside a transaction. */
  export(): Uint8Array {
    this.statements.clear();
    const bytes = this.db.export();
    this.setPragmas();
    return bytes;
  }

  /** All of it is in memory: SQLite had to shorten the file once. The next start ends that. */
  get isInMemory(): boolean {
    return this.file.isCopied;
  }

  /** What the file holds now, while it goes on changing; not inside a transaction. Then `rebase` or `thaw`. */
  freeze(): PageSource {
    return this.isInMemory ? pagesOf(this.export()) : this.file.freeze();
  }

  /** `source` holds what was frozen, and stands below what changes from now on. */
  rebase(source: PageSource): void {
    if (this.isInMemory) source.close();
    else this.file.rebase(source);
  }

  thaw(): void {
    if (!this.isInMemory) this.file.thaw();
  }

  /** How the file's bytes are used; what is free stays in it until it is compacted. */
  room(): FileRoom {
    const [pageBytes = 0, pages = 0, free = 0] = ['page_size', 'page_count', 'freelist_count'].map((name) => Number(this.get(`PRAGMA ${name}`)?.[name]));
    return { usedBytes: (pages - free) * pageBytes, freeBytes: free * pageBytes };
  }

  /** Stands on a copy of what is in use from now on, in memory until it is rebased; not inside a transaction, nor while frozen. */
  compact(): void {
    const target = new this.engine.Database();
    let bytes: Uint8Array;
    try {
      this.db.exec(`VACUUM INTO '${fileOf(target)}'`);
      bytes = target.export();
    } finally {
      target.close();
    }
    this.close();
    this.file = new PagedFile(pagesOf(bytes));
    this.db = new this.engine.Database(this.file);
    this.setPragmas();
  }

  close(): void {
    this.statements.clear();
    this.db.close();
    this.file.close();
  }

  private prepare(sql: string): Prepared {
    if (this.file.failure) throw this.file.failure;
    let prepared = this.statements.get(sql);
    if (!prepared) {
      const statement = this.db.prepare(sql);
      prepared = { statement, columns: statement.getColumnNames() };
      this.statements.set(sql, prepared);
    }
    return prepared;
  }

  /** Not after a failed read: SQLite is in the middle of something then, for good. */
  private reset(statement: Statement): void {
    if (!this.file.failure) statement.reset();
  }

  /** The journal in front makes SQLite's own syncing useless; its rollback journal lives in memory. `export()` resets them. */
  private setPragmas(): void {
    this.db.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF; PRAGMA recursive_triggers=OFF');
  }
}

function rowOf(columns: readonly string[], values: readonly SqlValue[]): Row {
  const row: Record<string, SqlValue> = {};
  for (const [index, column] of columns.entries()) row[column] = values[index] ?? null;
  return row;
}

/** Its name in sql.js's file system. */
function fileOf(database: SqlJsDatabase): string {
  if (!('filename' in database) || typeof database.filename !== 'string') throw new Error('sql.js does not name its files any more');
  return database.filename;
}

/** The first page of a database without a table: a file cannot begin with nothing. */
function emptyDatabase(engine: SqlJsStatic): Uint8Array {
  const empty = new engine.Database();
  try {
    empty.exec('PRAGMA user_version=1; PRAGMA user_version=0');
    return empty.export();
  } finally {
    empty.close();
  }
}
