import initSqlJs, { type Database as SqlJsDatabase, type SqlJsStatic, type Statement } from 'sql.js';
import type { RecordedStatement, SqlValue } from './journalRecord';

export type Row = Readonly<Record<string, SqlValue>>;

/** Loads the WASM engine once. @param wasmFile path of sql-wasm.wasm */
export async function loadEngine(wasmFile: string): Promise<SqlJsStatic> {
  return initSqlJs({ locateFile: () => wasmFile });
}

/**
 * The in-memory database with prepared statements kept. What `run` changes inside `transaction` is recorded, so that it can be
 * written to the journal and run again at the next start; so a statement must be deterministic: no clock, no random.
 */
export class Database {
  private db: SqlJsDatabase;
  private readonly statements = new Map<string, Statement>();
  private recorded: RecordedStatement[] | undefined;

  constructor(engine: SqlJsStatic, bytes?: Uint8Array) {
    this.db = new engine.Database(bytes);
    this.setPragmas();
  }

  /** Rows of a query; nothing is recorded. */
  all(sql: string, ...params: SqlValue[]): Row[] {
    const statement = this.prepare(sql);
    try {
      statement.bind(params);
      const rows: Row[] = [];
      while (statement.step()) rows.push(statement.getAsObject());
      return rows;
    } finally {
      statement.reset();
    }
  }

  get(sql: string, ...params: SqlValue[]): Row | undefined {
    const statement = this.prepare(sql);
    try {
      statement.bind(params);
      return statement.step() ? statement.getAsObject() : undefined;
    } finally {
      statement.reset();
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
    const statement = this.prepare(sql);
    try {
      statement.step();
    } finally {
      statement.reset();
    }
  }

  /** Several statements of a migration. */
  execScript(sql: string): void {
    this.db.exec(sql);
  }

  /** A copy of the whole database file. Frees all statements; not inside a transaction. */
  export(): Uint8Array {
    this.statements.clear();
    const bytes = this.db.export();
    this.setPragmas();
    return bytes;
  }

  close(): void {
    this.statements.clear();
    this.db.close();
  }

  private prepare(sql: string): Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  /** The journal in front makes SQLite's own syncing useless; its rollback journal lives in memory. `export()` resets them. */
  private setPragmas(): void {
    this.db.exec('PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=OFF; PRAGMA recursive_triggers=OFF');
  }
}
