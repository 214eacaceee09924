import { messageOf } from '../core/errors';
import type { Logger } from '../core/ports';
import type { Database } from './database';
import type { DurableFs } from './durableFs';
import type { Generations } from './generations';
import type { JournalContents } from './journal';
import { readJournal } from './journal';
import type { JournalBase } from './journalRecord';
import { migrate, refuseNewer, SCHEMA_VERSION, schemaOf } from './migrate';
import { readSnapshot } from './snapshotFile';

/** What a start found in the data folder. */
export interface Recovery {
  readonly database: Database;
  /** Generation of the snapshot it began with; undefined when there was none. */
  readonly snapshotGeneration: number | undefined;
  readonly snapshotBytes: number;
  readonly replayedBytes: number;
  readonly replayedJournals: number;
  /** What the new journal stands on. */
  readonly base: JournalBase;
  /** Schema of the files; lower than SCHEMA_VERSION when they were upgraded. */
  readonly schemaFound: number;
  /** Sentences about what was damaged; empty when nothing was. */
  readonly damage: readonly string[];
}

/**
 * Rebuilds the database from the newest good snapshot and the journals before `ownGeneration`. Reads only.
 *
 * @throws UserFacingError when a newer version wrote the files
 */
export function recover(fs: DurableFs, generations: Generations, ownGeneration: number, open: (bytes?: Uint8Array) => Database, log: Logger): Recovery {
  const { journals, snapshots } = generations.list();
  const damage: string[] = [];
  let database: Database | undefined;
  let snapshotGeneration: number | undefined;
  let snapshotBytes = 0;

  for (const generation of snapshots.toReversed()) {
    try {
      const snapshot = readSnapshot(fs, generations.snapshotPath(generation));
      refuseNewer(snapshot.schema, generations.folder);
      database = open(snapshot.database);
      snapshotGeneration = generation;
      snapshotBytes = snapshot.database.length;
      break;
    } catch (error) {
      if (error instanceof Error && error.name === 'UserFacingError') throw error;
      damage.push(`snapshot ${generation} is damaged (${messageOf(error)}); the one before it and its journal are used`);
    }
  }
  database ??= open();

  const read = readChain(fs, generations, journals.filter((generation) => generation >= (snapshotGeneration ?? 0) && generation < ownGeneration));
  let expected = snapshotGeneration ?? journals[0] ?? 0;
  let replayedBytes = 0;
  let schemaFound = schemaOf(database);
  const base: Record<string, number> = {};
  for (const { generation, contents } of read) {
    if (generation !== expected) damage.push(`journal ${expected} is missing`);
    expected = generation + 1;
    if (contents.header) {
      refuseNewer(contents.header.schema, generations.folder);
      migrate(database, contents.header.schema);
      schemaFound = Math.max(schemaFound, contents.header.schema);
    }
    if (contents.badBytes > 0) log.warn(`journal ${generation}: the last ${contents.badBytes} bytes are torn or damaged and were not used`);
    for (const statements of contents.transactions) {
      try {
        database.replay(statements);
      } catch (error) {
        damage.push(`a transaction of journal ${generation} could not be replayed (${messageOf(error)})`);
      }
    }
    replayedBytes += contents.goodBytes;
    base[generation] = contents.goodBytes;
  }
  migrate(database, SCHEMA_VERSION);
  for (const sentence of damage) log.error(`data folder: ${sentence}`);
  return { database, snapshotGeneration, snapshotBytes, replayedBytes, replayedJournals: read.length, base, schemaFound, damage };
}

/** The journals' good prefixes; each cut to what the owner after it used, so that every start sees the same history. */
function readChain(fs: DurableFs, generations: Generations, chain: readonly number[]): { generation: number; contents: JournalContents }[] {
  const read: { generation: number; contents: JournalContents }[] = [];
  let limits: JournalBase = {};
  for (const generation of chain.toReversed()) {
    const contents = readJournal(fs, generations.journalPath(generation), limits[generation] ?? Infinity);
    limits = { ...contents.base, ...limits };
    read.unshift({ generation, contents });
  }
  return read;
}
