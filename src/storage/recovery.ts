import { messageOf } from '../core/errors';
import type { Logger } from '../core/ports';
import type { Database } from './database';
import type { DurableFs } from './durableFs';
import type { Generations } from './generations';
import { type Chain, readChain } from './journalChain';
import { decodeTransaction, type JournalBase } from './journalRecord';
import { latestSchema, migrate, type Migration, MIGRATIONS, refuseNewer, schemaOf } from './migrate';
import type { PageSource } from './pagedFile';
import { openSnapshot } from './snapshotFile';

export interface RecoveryOptions {
  readonly fs: DurableFs;
  readonly generations: Generations;
  /** Journals from this one on are not read: it is the reader's own. */
  readonly ownGeneration: number;
  readonly openDatabase: (source?: PageSource) => Database;
  readonly log: Logger;
  readonly migrations?: readonly Migration[];
}

/** What a start found in the data folder. */
export interface Recovery {
  readonly database: Database;
  /** Generation of the snapshot it began with; undefined when there was none. */
  readonly snapshotGeneration: number | undefined;
  readonly replayedBytes: number;
  readonly replayedJournals: number;
  /** What the new journal stands on. */
  readonly base: JournalBase;
  /** The whole database as an older schema had it, where it was upgraded. */
  readonly beforeUpgrade: { readonly schema: number; readonly bytes: Uint8Array } | undefined;
  /** Sentences about what was damaged; empty when nothing was. */
  readonly damage: readonly string[];
  /** Files of which not everything was used. */
  readonly damagedFiles: readonly string[];
}

/**
 * Rebuilds the database from the newest good snapshot and the journals before `ownGeneration`. Reads only. What comes after a
 * damaged place is not replayed, in that journal and in all later ones: statements on a state that they were not made for would
 * put things where they do not belong.
 *
 * @throws UserFacingError when a newer version wrote the files, or the file system's error when no snapshot can be read for it
 */
export function recover(options: RecoveryOptions): Recovery {
  const { fs, generations, log, migrations = MIGRATIONS } = options;
  const found = newestSnapshot(options);
  const { damage, damagedFiles } = found;
  let { database, snapshotGeneration } = found;
  const journals = generations.list().journals.filter((generation) => generation >= (snapshotGeneration ?? 0) && generation < options.ownGeneration);
  const chain = readChain(fs, generations, journals);
  if (chain.restartsAfter !== undefined && snapshotGeneration !== undefined) {
    database.close();
    database = options.openDatabase();
    snapshotGeneration = undefined;
  }
  const oldest = chain.journals[0]?.generation ?? (damage.length > 0 ? Infinity : 0);
  const isOrphaned = snapshotGeneration === undefined && chain.restartsAfter === undefined && oldest > 0;
  if (isOrphaned && found.unreadable !== undefined) throw found.unreadable;
  if (isOrphaned) damage.push('no snapshot is good, and what the journals stand on is gone; a new memory is begun');

  const replayed = isOrphaned ? discarded(chain, generations) : replay(options, database, chain, damage);
  damagedFiles.push(...replayed.damagedFiles);
  const latest = latestSchema(migrations);
  const schema = schemaOf(database);
  const beforeUpgrade = schema > 0 && schema < latest ? { schema, bytes: database.export() } : undefined;
  migrate(database, latest, migrations);
  for (const sentence of damage) log.error(`data folder: ${sentence}`);
  return { ...replayed, database, snapshotGeneration, beforeUpgrade, damage, damagedFiles, base: baseOf(replayed.base, snapshotGeneration) };
}

/** An empty base begins a history, so one that stands on a snapshot alone says so. */
function baseOf(base: JournalBase, snapshotGeneration: number | undefined): JournalBase {
  if (snapshotGeneration === undefined) return Object.values(base).some((bytes) => bytes > 0) ? base : {};
  return { [snapshotGeneration]: 0, ...base };
}

interface FoundSnapshot {
  readonly database: Database;
  readonly snapshotGeneration: number | undefined;
  readonly damage: string[];
  readonly damagedFiles: string[];
  /** Why a snapshot could not be read that may be good: no reason to begin without it. */
  readonly unreadable: Error | undefined;
}

function newestSnapshot({ fs, generations, openDatabase, migrations = MIGRATIONS }: RecoveryOptions): FoundSnapshot {
  const damage: string[] = [];
  const damagedFiles: string[] = [];
  let unreadable: Error | undefined;
  for (const generation of generations.list().snapshots.toReversed()) {
    const file = generations.snapshotPath(generation);
    try {
      const snapshot = openSnapshot(fs, file);
      refuseNewer(snapshot.schema, latestSchema(migrations), generations.folder);
      return { database: openDatabase(snapshot.database), snapshotGeneration: generation, damage, damagedFiles, unreadable };
    } catch (error) {
      if (error instanceof Error && error.name === 'UserFacingError') throw error;
      damage.push(`snapshot ${generation} is damaged (${messageOf(error)}); the one before it and its journal are used`);
      if (error instanceof Error && 'code' in error) unreadable = error;
      else damagedFiles.push(file);
    }
  }
  return { database: openDatabase(), snapshotGeneration: undefined, damage, damagedFiles, unreadable };
}

type Replayed = Pick<Recovery, 'replayedBytes' | 'replayedJournals' | 'base' | 'damagedFiles'>;

function replay({ generations, log, migrations = MIGRATIONS }: RecoveryOptions, database: Database, { journals }: Chain, damage: string[]): Replayed {
  const base: Record<string, number> = {};
  const damagedFiles: string[] = [];
  const present = new Set(journals.map((journal) => journal.generation));
  const first = journals[0]?.generation ?? 0;
  let replayedBytes = 0;
  let isBroken = false;
  for (const { generation, contents } of journals) {
    refuseNewer(contents.header?.schema ?? 0, latestSchema(migrations), generations.folder);
    const missing = Object.entries(contents.base ?? {}).find(([before, bytes]) => bytes > 0 && Number(before) >= first && !present.has(Number(before)));
    if (missing && !isBroken) damage.push(`journal ${missing[0]} is missing; what came after it is not used`);
    isBroken ||= missing !== undefined;
    const used = isBroken ? [] : contents.transactions;
    if (used.length > 0 && contents.header) migrate(database, contents.header.schema, migrations);
    for (const transaction of used) {
      try {
        database.replay(decodeTransaction(transaction));
      } catch (error) {
        damage.push(`a transaction of journal ${generation} could not be replayed (${messageOf(error)})`);
        damagedFiles.push(generations.journalPath(generation));
      }
    }
    const goodBytes = isBroken ? 0 : contents.goodBytes;
    replayedBytes += goodBytes;
    base[generation] = used.length > 0 ? goodBytes : 0;
    if (contents.badBytes > 0 || (isBroken && contents.transactions.length > 0)) damagedFiles.push(generations.journalPath(generation));
    if (contents.isDamaged && !isBroken) {
      isBroken = true;
      damage.push(`journal ${generation} is damaged after ${contents.goodBytes} good bytes; what came after them is not used`);
    } else if (contents.badBytes > 0) log.warn(`journal ${generation}: the last ${contents.badBytes} bytes are torn and were not used`);
  }
  return { base, replayedBytes, replayedJournals: journals.length, damagedFiles: [...new Set(damagedFiles)] };
}

function discarded({ journals }: Chain, generations: Generations): Replayed {
  return { base: {}, replayedBytes: 0, replayedJournals: journals.length, damagedFiles: journals.map((journal) => generations.journalPath(journal.generation)) };
}
