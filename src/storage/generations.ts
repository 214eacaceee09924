import * as path from 'node:path';
import { OwnershipLostError } from '../core/errors';
import type { DurableFile, DurableFs } from './durableFs';

/**
 * The files of a data folder, by generation. `snapshot-N.db` is the whole database as it was before `journal-N.log`'s first
 * line; the state is the newest good snapshot and all journals from its generation on, in order.
 *
 * The generation is also the fencing token: who creates `journal-N.log` (exclusively) with the highest N owns the folder, and
 * every owner before it finds that file after its next write and stops. There is no other lock.
 */
export class Generations {
  /** Generations that this process has claimed and could not use; their files stay, empty. */
  private readonly abandoned = new Set<number>();

  constructor(
    private readonly fs: DurableFs,
    readonly folder: string,
  ) {}

  journalPath(generation: number): string {
    return path.join(this.folder, `journal-${generation}.log`);
  }

  snapshotPath(generation: number): string {
    return path.join(this.folder, `snapshot-${generation}.db`);
  }

  /** Generations that have a journal, and those that have a snapshot, both ascending. */
  list(): { journals: number[]; snapshots: number[] } {
    const journals: number[] = [];
    const snapshots: number[] = [];
    for (const name of this.fs.names(this.folder)) {
      const match = /^(?:(journal)-(\d{1,15})\.log|snapshot-(\d{1,15})\.db)$/.exec(name);
      if (!match) continue;
      if (match[1]) journals.push(Number(match[2]));
      else snapshots.push(Number(match[3]));
    }
    const ascending = (a: number, b: number): number => a - b;
    return { journals: journals.sort(ascending), snapshots: snapshots.sort(ascending) };
  }

  /** Takes a generation for this process. @throws OwnershipLostError when another process has it */
  claim(generation: number): DurableFile {
    let file: DurableFile;
    try {
      file = this.fs.createExclusive(this.journalPath(generation));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') throw new OwnershipLostError(`generation ${generation} is another process's`);
      throw error;
    }
    try {
      this.fs.syncFolder(this.folder);
      return file;
    } catch (error) {
      file.close();
      this.abandon(generation); // Ours all the same: it must not be taken for a later owner's.
      throw error;
    }
  }

  /** The file of a claimed generation could not be used. It is not removed: a later owner may have counted it already. */
  abandon(generation: number): void {
    this.abandoned.add(generation);
  }

  /**
   * Takes a claim back that came to nothing, so that starts that fail again and again leave no file each. For who has read it
   * already it had no content, and so is not missed.
   */
  withdraw(generation: number): void {
    try {
      if (!this.isFenced(generation)) this.fs.remove(this.journalPath(generation));
    } catch {
      // It stays, empty: the next start goes past it.
    }
  }

  /** The generation that follows, as this process or as another would claim it. */
  after(generation: number): number {
    let next = generation + 1;
    while (this.abandoned.has(next)) next++;
    return next;
  }

  /**
   * Whether a later owner has claimed the folder: its journal is there, or it has removed ours. (It removes the oldest first, so
   * when the one after ours is gone again, ours is gone too.)
   */
  isFenced(generation: number): boolean {
    return this.fs.exists(this.journalPath(this.after(generation))) || !this.fs.exists(this.journalPath(generation));
  }

  /** Removes what was kept of upgrades and damage. */
  removeCopies(): void {
    for (const name of this.fs.names(this.folder)) if (/^(?:backup|damaged)-/.test(name)) this.fs.remove(path.join(this.folder, name));
  }

  /** Removes what no start needs any more: everything before `oldestNeeded`, and leftovers of interrupted snapshots and copies. */
  removeBefore(oldestNeeded: number): void {
    const { journals, snapshots } = this.list();
    for (const generation of snapshots) if (generation < oldestNeeded) this.fs.remove(this.snapshotPath(generation));
    for (const generation of journals) if (generation < oldestNeeded) this.fs.remove(this.journalPath(generation));
    for (const name of this.fs.names(this.folder)) if (/^(?:snapshot|backup|damaged)-.*\.tmp$/.test(name)) this.fs.remove(path.join(this.folder, name));
  }
}
