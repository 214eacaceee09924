import * as path from 'node:path';
import type { StorageState } from '../core/api';
import { messageOf, OwnershipLostError, StorageError } from '../core/errors';
import type { Logger } from '../core/ports';
import { isWorthCompacting, MAX_BYTES_WHILE_SERVING } from './compaction';
import type { Database } from './database';
import type { DurableFs } from './durableFs';
import { Generations } from './generations';
import { Journal } from './journal';
import type { JournalBase, JournalHeader, RecordedStatement } from './journalRecord';
import { keepDamagedFiles } from './keepDamagedFiles';
import { latestSchema, type Migration, MIGRATIONS } from './migrate';
import { type PageSource, pagesOf } from './pagedFile';
import { isBeingStarted } from './startingOwner';
import type { Recovery } from './recovery';
import { recover } from './recovery';
import { openOwnSnapshot, openSnapshot, writeSnapshot } from './snapshotFile';
import { SnapshotPlan, type SnapshotThresholds } from './snapshotPlan';
import { storageFailure } from './storageFailure';
import { TransactionGroups, type WaitingTransaction } from './transactionGroups';
import { WritableState } from './writableState';

export interface DurableDatabaseOptions {
  readonly fs: DurableFs;
  readonly folder: string;
  readonly openDatabase: (source?: PageSource) => Database;
  readonly log: Logger;
  readonly thresholds?: Partial<SnapshotThresholds>;
  readonly migrations?: readonly Migration[];
  readonly repairIntervalMs?: number;
  /** Generation of the last owner that is known to have finished its start; undefined to take the folder whoever has it. */
  readonly respectStartAfter?: number;
  /** A later owner took the folder: nothing can be written any more. */
  readonly onOwnershipLost: () => void;
  /** `storageState` is another one now. */
  readonly onStateChange?: () => void;
}

/** A broken journal is replaced at most this often: each try leaves a file. Tests are in more of a hurry. */
const REPAIR_INTERVAL_MS = 1_000;

/**
 * sql.js made durable: a journal of committed transactions in front, a snapshot now and then.
 *
 * `transact` queues; a group of what is queued runs in one SQL transaction, its statements go to the journal with one write
 * and one sync, and only then it is committed and acknowledged. When the journal refuses, all of the group is rolled back, so
 * what is in memory is always what is on disk.
 *
 * States: *writable*; *failing* (the last write failed: each new transaction tries again, on a new generation when the journal
 * is broken, and when there is none, a probe does); *lost* (a later owner has the folder: every transaction fails); *closed*.
 */
export class DurableDatabase {
  private readonly fs: DurableFs;
  private readonly generations: Generations;
  private readonly plan: SnapshotPlan;
  private readonly schema: number;
  private readonly groups = new TransactionGroups((group) => this.commitGroup(group));
  private journal: Journal;
  private readonly writableState: WritableState;
  private lost: OwnershipLostError | undefined;
  private closed = false;
  private snapshotRunning: Promise<void> | undefined;
  private nextRepairMs = 0;
  private repairFailure: unknown;
  /** Bytes and files of journals that a start would have to replay. */
  private olderJournalBytes: number;
  private journals: number;
  private snapshotGenerations: number[];
  readonly recovery: Omit<Recovery, 'database'>;
  readonly database: Database;

  private constructor(
    private readonly options: DurableDatabaseOptions,
    generations: Generations,
    journal: Journal,
    recovery: Recovery,
  ) {
    this.fs = options.fs;
    this.generations = generations;
    this.plan = new SnapshotPlan(options.thresholds, () => void this.snapshotLogged());
    this.schema = schemaOf(options);
    this.writableState = new WritableState(options.log, () => options.onStateChange?.(), () => this.probe());
    this.journal = journal;
    this.database = recovery.database;
    this.recovery = recovery;
    this.olderJournalBytes = recovery.replayedBytes;
    this.journals = recovery.replayedJournals + 1;
    this.snapshotGenerations = recovery.snapshotGeneration === undefined ? [] : [recovery.snapshotGeneration];
  }

  /**
   * Takes the data folder for this process and rebuilds the database.
   *
   * @throws OwnershipLostError when another process took it at the same moment
   * @throws UserFacingError when the folder cannot be used
   */
  static async open(options: DurableDatabaseOptions): Promise<DurableDatabase> {
    const { fs, folder } = options;
    try {
      fs.ensureFolder(folder);
      const generations = new Generations(fs, folder);
      const { journals, snapshots } = generations.list();
      const newest = Math.max(-1, ...journals, ...snapshots);
      if (options.respectStartAfter !== undefined && isBeingStarted(fs, generations, newest, options.respectStartAfter)) throw new OwnershipLostError('another process is starting on the data folder');
      const generation = newest + 1;
      const journal = claim(options, generations, generation);
      let opened: DurableDatabase | undefined;
      try {
        const recovery = recover({ ...options, generations, ownGeneration: generation });
        // Its owner may have been killed between write and sync: what is built on now must outlive a power cut.
        for (const [read, bytes] of Object.entries(recovery.base)) if (bytes > 0) fs.syncFile(generations.journalPath(Number(read)));
        journal.appendBase(recovery.base);
        opened = new DurableDatabase(options, generations, journal, recovery);
        await opened.settleIn(generation);
        return opened;
      } catch (error) {
        opened?.plan.dispose();
        journal.close();
        generations.withdraw(generation);
        throw error;
      }
    } catch (error) {
      if (error instanceof OwnershipLostError) throw error;
      throw storageFailure(error, folder);
    }
  }

  get generation(): number {
    return this.journal.generation;
  }

  get storageState(): StorageState {
    return this.writableState.current;
  }

  /** Bytes of the journals that a start would replay. */
  get journalBytes(): number {
    return this.olderJournalBytes + this.journal.sizeBytes;
  }

  /**
   * Runs `work` (synchronous; it may read and `run`) and resolves with its result once that is on disk.
   *
   * @throws what `work` threw, StorageError when it could not be written, OwnershipLostError when the folder is another's
   */
  transact<T>(work: () => T): Promise<T> {
    const refused = this.lost ?? (this.closed ? new StorageError('Recollect is shutting down.') : undefined);
    return refused ? Promise.reject(refused) : this.groups.add(work);
  }

  /** Whether a later owner has taken the folder; ends this one when so. */
  checkOwnership(): boolean {
    if (!this.lost && !this.closed && this.generations.isFenced(this.journal.generation)) this.lose(new OwnershipLostError('a later owner has taken the data folder'));
    return this.lost === undefined;
  }

  /** Writes a snapshot and begins a new generation. Transactions go on meanwhile. */
  async snapshot(): Promise<void> {
    this.snapshotRunning ??= this.takeSnapshot().finally(() => (this.snapshotRunning = undefined));
    return this.snapshotRunning;
  }

  /**
   * Writes everything anew, so that no file of the folder holds what was deleted: neither older generations nor unused parts of
   * pages, nor copies that were kept of upgrades and damage.
   */
  async erase(): Promise<void> {
    while (this.snapshotRunning) await this.snapshotRunning.catch(() => undefined); // It has been logged.
    this.database.compact();
    this.rotate();
    await this.snapshot();
    const newest = this.snapshotGenerations.at(-1);
    if (newest !== this.journal.generation) throw new StorageError('No snapshot could be written.');
    openSnapshot(this.fs, this.generations.snapshotPath(newest)).database.close(); // Alone from now on: it must be good.
    this.snapshotGenerations = [newest];
    this.generations.removeBefore(newest);
    this.generations.removeCopies();
    this.fs.syncFolder(this.options.folder); // Else a power cut might bring them back.
  }

  /** Commits what waits and closes; nothing is written after it. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.groups.commitAll();
    this.closed = true;
    this.plan.dispose();
    this.writableState.dispose();
    await this.snapshotRunning?.catch(() => undefined); // It has been logged; the journals hold everything.
    this.journal.close();
    this.database.close();
  }

  private commitGroup(group: readonly WaitingTransaction[]): void {
    if (this.lost) return group.forEach((one) => one.reject(this.lost));
    const settled: (() => void)[] = [];
    const transactions: (readonly RecordedStatement[])[] = [];
    this.database.exec('BEGIN');
    for (const { work, resolve, reject } of group) {
      try {
        const { result, statements } = this.database.record(work);
        if (statements.length > 0) transactions.push(statements);
        settled.push(() => resolve(result));
      } catch (error) {
        settled.push(() => reject(error));
      }
    }
    try {
      if (transactions.length > 0) this.writableJournal().append(transactions);
      else if (!this.checkOwnership()) throw new OwnershipLostError('a later owner has taken the data folder'); // What was read may be of yesterday.
    } catch (error) {
      this.database.exec('ROLLBACK');
      const failure = this.fail(error);
      for (const { reject } of group) reject(failure);
      return;
    }
    this.database.exec('COMMIT');
    if (transactions.length > 0) this.written();
    for (const settle of settled) settle();
  }

  /** The journal to write to; a new generation in place of a broken one. */
  private writableJournal(): Journal {
    if (!this.journal.isBroken || this.lost) return this.journal;
    if (performance.now() < this.nextRepairMs) throw this.repairFailure;
    try {
      this.beginGeneration();
    } catch (error) {
      this.nextRepairMs = performance.now() + (this.options.repairIntervalMs ?? REPAIR_INTERVAL_MS);
      this.repairFailure = error;
      throw error;
    }
    return this.journal;
  }

  private beginGeneration(): void {
    const { generation, sizeBytes } = this.journal;
    const next = new Journal(this.generations, this.generations.after(generation), header('rotation', this.schema));
    const base: Record<string, number> = { [generation]: sizeBytes };
    for (let abandoned = generation + 1; abandoned < next.generation; abandoned++) base[abandoned] = 0;
    this.appendBase(next, base);
    this.olderJournalBytes += sizeBytes;
    this.journals++;
    this.journal.close();
    this.journal = next;
    this.writableState.works();
  }

  private appendBase(next: Journal, base: JournalBase): void {
    try {
      next.appendBase(base);
    } catch (error) {
      next.abandon();
      // The base may be on disk all the same: nothing may come after the size that it gives.
      this.journal.retire();
      throw error;
    }
  }

  private written(): void {
    this.writableState.works();
    this.considerSnapshot();
  }

  private considerSnapshot(): void {
    if (!this.closed) this.plan.consider(this.journalBytes, this.journals);
  }

  private async snapshotLogged(): Promise<void> {
    try {
      await this.snapshot();
    } catch (error) {
      if (this.lost ?? this.closed) return;
      this.options.log.warn(`no snapshot was written, the journal goes on: ${messageOf(error)}`);
      this.plan.failed();
    }
  }

  private async takeSnapshot(): Promise<void> {
    if (this.lost) throw this.lost;
    if (this.closed) throw new StorageError('Recollect is shutting down.');
    const startMs = Date.now();
    // One that failed may be tried again where it stands.
    if (this.journal.isBroken || !this.journal.isFresh) this.rotate();
    const generation = this.journal.generation;
    if (this.snapshotGenerations.includes(generation)) return;
    this.giveRoomBack(MAX_BYTES_WHILE_SERVING);
    const coveredBytes = this.olderJournalBytes;
    const coveredJournals = this.journals - 1;
    const sizeBytes = await this.writeFrozen(this.generations.snapshotPath(generation));
    if (sizeBytes === undefined) return;
    this.snapshotGenerations.push(generation);
    this.olderJournalBytes -= coveredBytes;
    this.journals -= coveredJournals;
    this.plan.taken();
    // The one before stays, with its journals, in case the new one turns out to be damaged.
    this.snapshotGenerations = this.snapshotGenerations.slice(-2);
    const oldest = this.snapshotGenerations.length === 2 ? this.snapshotGenerations[0] : undefined;
    if (oldest !== undefined) this.generations.removeBefore(oldest);
    this.options.log.debug(`snapshot ${generation}: ${sizeBytes} bytes in ${Date.now() - startMs} ms`);
  }

  /** Writes what the database is now, and has it stand on that. @returns its size, or undefined when another owner has the folder */
  private async writeFrozen(file: string): Promise<number | undefined> {
    const frozen = this.database.freeze();
    try {
      await writeSnapshot(this.fs, this.options.folder, file, frozen, this.schema, () => this.checkOwnership());
      if (!this.checkOwnership()) return undefined;
      this.database.rebase(openOwnSnapshot(this.fs, file));
      return frozen.sizeBytes;
    } finally {
      this.database.thaw();
    }
  }

  /** A change of the file alone: the next snapshot brings it to disk. @returns whether there was enough to give back */
  private giveRoomBack(maxUsedBytes: number): boolean {
    const room = this.database.room();
    if (!isWorthCompacting(room, maxUsedBytes)) return false;
    try {
      this.database.compact();
    } catch (error) {
      this.options.log.warn(`${room.freeBytes} bytes of room were not given back: ${messageOf(error)}`);
      return false;
    }
    this.options.log.debug(`${room.freeBytes} bytes of room were given back`);
    return true;
  }

  private rotate(): void {
    try {
      this.beginGeneration();
    } catch (error) {
      throw this.fail(error);
    }
  }

  /** After an upgrade or damage the old files are put aside and a snapshot makes the new state whole. */
  private async settleIn(generation: number): Promise<void> {
    const { beforeUpgrade, damage, damagedFiles } = this.recovery;
    const { folder, log } = this.options;
    if (beforeUpgrade) {
      const backup = path.join(folder, `backup-schema-${beforeUpgrade.schema}-generation-${generation}.db`);
      await writeSnapshot(this.fs, folder, backup, pagesOf(beforeUpgrade.bytes), beforeUpgrade.schema);
      log.info(`the memory was upgraded from schema ${beforeUpgrade.schema} to ${this.schema}; a copy of the old one is ${backup}`);
    }
    await keepDamagedFiles(this.fs, folder, damagedFiles, log);
    const isCompacted = this.giveRoomBack(Infinity);
    if (beforeUpgrade || damage.length > 0 || isCompacted) await this.snapshotLogged();
    else this.considerSnapshot();
  }

  private fail(error: unknown): Error {
    if (error instanceof OwnershipLostError) return this.lose(error);
    const failure = storageFailure(error, this.options.folder);
    this.writableState.fails(failure.message);
    return failure;
  }

  /** Nothing has come that would show whether the disk is well again. */
  private probe(): void {
    if (this.lost ?? this.closed) return;
    try {
      this.writableJournal().probe();
      this.written();
    } catch (error) {
      this.fail(error);
    }
  }

  private lose(error: OwnershipLostError): OwnershipLostError {
    if (this.lost) return this.lost;
    this.lost = error;
    this.plan.dispose();
    this.writableState.dispose();
    this.groups.rejectAll(error);
    setImmediate(this.options.onOwnershipLost);
    return error;
  }
}

/** Claims first, then reads: what an owner before us still appends is either seen here or never acknowledged there. */
function claim(options: DurableDatabaseOptions, generations: Generations, generation: number): Journal {
  try {
    return new Journal(generations, generation, header('claim', schemaOf(options)));
  } catch (error) {
    if (!(error instanceof OwnershipLostError)) generations.withdraw(generation);
    throw error;
  }
}

function header(reason: JournalHeader['reason'], schema: number): JournalHeader {
  return { format: 1, schema, pid: process.pid, reason };
}

function schemaOf({ migrations = MIGRATIONS }: DurableDatabaseOptions): number {
  return latestSchema(migrations);
}
