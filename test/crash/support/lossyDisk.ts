import { basename } from 'node:path';
import type { DurableFs } from '../../../src/storage/durableFs';
import type { DiskFault, OperationName } from './diskFault';
import { LossyFile } from './lossyFile';
import type { Random } from './random';

/** Thrown by every operation from the moment the power is off, or the process is gone. */
export class PowerCut extends Error {
  override readonly name = 'PowerCut';
}

const READS: ReadonlySet<OperationName> = new Set(['ensureFolder', 'names', 'read', 'openToRead']);

type FolderChange = { readonly kind: 'add'; readonly name: string; readonly file: LossyFile } | { readonly kind: 'rename'; readonly from: string; readonly to: string } | { readonly kind: 'remove'; readonly name: string };

/**
 * One folder on a disk that keeps nothing that was not synced: of a file, what was written since its last sync may be lost, torn
 * or reordered; of the folder, what was created, renamed or removed since its last sync may or may not have happened.
 */
export class LossyDisk {
  private operations = 0;
  private cutAt = Infinity;
  private cutsAfter = false;
  private isOff = false;
  /** What goes wrong without the power going off. */
  fault: DiskFault | undefined;
  private readonly entries: Map<string, LossyFile>;
  private changes: FolderChange[] = [];
  private durableEntries: Map<string, LossyFile>;

  constructor(entries = new Map<string, LossyFile>()) {
    this.entries = entries;
    this.durableEntries = new Map(entries);
  }

  /** Operations that changed something, so far. */
  get operationCount(): number {
    return this.operations;
  }

  get names(): string[] {
    return [...this.entries.keys()];
  }

  /** The power goes off at the operation of this number: before it, or when it has just been done. */
  cutPowerAt(operation: number, after: boolean): void {
    this.cutAt = operation;
    this.cutsAfter = after;
  }

  /** The process ends, the machine does not: what is written is still there to be read. */
  killProcess(): void {
    this.isOff = true;
  }

  /** What the next process finds when only the process had ended. */
  restartProcess(): void {
    this.isOff = false;
    this.cutAt = Infinity;
  }

  /** What the next start of the machine finds. */
  afterPowerCut(random: Random): LossyDisk {
    this.isOff = true;
    const entries = new Map(this.durableEntries);
    for (const change of this.changes) if (random.chance(0.5)) apply(change, entries);
    return new LossyDisk(new Map([...entries].map(([name, file]) => [name, new LossyFile(file.afterPowerCut(random))])));
  }

  /** The same files on a disk of their own. */
  copy(): LossyDisk {
    return new LossyDisk(new Map([...this.entries].map(([name, file]) => [name, new LossyFile(Buffer.from(file.live))])));
  }

  content(name: string): Buffer {
    return this.file(name).live;
  }

  flipBit(name: string, bit: number): void {
    const bytes = Buffer.from(this.content(name));
    bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
    this.entries.set(name, new LossyFile(bytes));
  }

  readonly fs: DurableFs = {
    ensureFolder: () => this.look('ensureFolder'),
    names: () => {
      this.look('names');
      return this.names;
    },
    exists: (file) => {
      this.look('exists');
      return this.entries.has(basename(file));
    },
    read: (file) => {
      this.look('read');
      return Buffer.from(this.file(file).live);
    },
    openToRead: (file) => {
      this.look('openToRead');
      const opened = this.file(file);
      return { sizeBytes: opened.live.length, readInto: (target, position) => void opened.live.copy(target, 0, position, position + target.length), close: () => undefined };
    },
    ageMs: () => 60_000,
    createExclusive: (path) => {
      const name = basename(path);
      if (this.entries.has(name)) throw Object.assign(new Error(`EEXIST: file already exists, open '${name}'`), { code: 'EEXIST' });
      const file = new LossyFile();
      this.operation('createExclusive', () => this.change({ kind: 'add', name, file }));
      return {
        append: (bytes) => this.operation('append', () => file.append(bytes), () => file.append(bytes.subarray(0, bytes.length >> 1))),
        sync: () => this.operation('sync', () => file.sync(), () => file.failSync()),
        truncate: (size) => this.operation('truncate', () => file.truncate(size)),
        close: () => undefined,
      };
    },
    rename: (from, to) => this.operation('rename', () => this.change({ kind: 'rename', from: basename(from), to: basename(to) })),
    remove: (file) => this.operation('remove', () => this.change({ kind: 'remove', name: basename(file) })),
    syncFile: (file) => this.operation('syncFile', () => this.file(file).sync(), () => this.file(file).failSync()),
    syncFolder: () =>
      this.operation('syncFolder', () => {
        this.durableEntries = new Map(this.entries);
        this.changes = [];
      }),
  };

  private file(path: string): LossyFile {
    const file = this.entries.get(basename(path));
    if (!file) throw Object.assign(new Error(`ENOENT: no such file or directory, open '${basename(path)}'`), { code: 'ENOENT' });
    return file;
  }

  private change(change: FolderChange): void {
    apply(change, this.entries);
    this.changes.push(change);
  }

  private look(name: OperationName): void {
    if (this.isOff) throw new PowerCut('the power is off');
    if (READS.has(name) && this.fault?.strikes(name)) throw this.fault.error;
  }

  private operation(name: OperationName, run: () => void, runHalf: () => void = () => undefined): void {
    this.look(name);
    if (this.fault?.strikes(name)) {
      runHalf();
      throw this.fault.error;
    }
    const isCut = this.operations++ === this.cutAt;
    if (!isCut || this.cutsAfter) run();
    if (!isCut) return;
    this.isOff = true;
    throw new PowerCut('the power went off');
  }
}

function apply(change: FolderChange, entries: Map<string, LossyFile>): void {
  switch (change.kind) {
    case 'add':
      entries.set(change.name, change.file);
      break;
    case 'rename': {
      const file = entries.get(change.from);
      if (!file) break;
      entries.delete(change.from);
      entries.set(change.to, file);
      break;
    }
    case 'remove':
      entries.delete(change.name);
  }
}
