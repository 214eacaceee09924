import { UserFacingError } from '../core/errors';
import type { Database } from './database';
import { initial } from './migrations/0001-initial';
import { search } from './migrations/0002-search';
import { editing } from './migrations/0003-editing';
import { transcripts } from './migrations/0004-transcripts';
import { promptSearch } from './migrations/0006-prompt-search';
import { vectors } from './migrations/0007-vectors';
import { timeWords } from './migrations/0008-time-words';

/** A step forward of the schema. Numbered, never edited once released. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export const MIGRATIONS: readonly Migration[] = [initial, search, editing, transcripts, promptSearch, vectors, timeWords];

/** The schema that a list of migrations leads to. */
export function latestSchema(migrations: readonly Migration[]): number {
  return Math.max(...migrations.map((migration) => migration.version));
}

export function schemaOf(database: Database): number {
  return Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0);
}

/** Brings the schema forward to `version`. Deterministic, so that a replay does it at the same place. */
export function migrate(database: Database, version: number, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    if (migration.version <= schemaOf(database) || migration.version > version) continue;
    database.exec('BEGIN');
    try {
      database.execScript(migration.sql);
      database.execScript(`PRAGMA user_version = ${migration.version}`);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
}

/** @throws UserFacingError when the files were written by a newer version */
export function refuseNewer(schema: number, known: number, folder: string): void {
  if (schema <= known) return;
  throw new UserFacingError(`The memory in ${folder} was written by a newer Recollect (schema ${schema}, this one knows ${known}). Update Recollect; nothing was changed.`);
}
