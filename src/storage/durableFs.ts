import * as fs from 'node:fs';
import * as path from 'node:path';

/** An open file that is only ever appended to or cut. All calls are synchronous; errors are those of `node:fs`. */
export interface DurableFile {
  /** Writes all of `bytes` at the end. After an error the file may hold a part of them. */
  append(bytes: Uint8Array): void;
  /** fdatasync. */
  sync(): void;
  truncate(sizeBytes: number): void;
  close(): void;
}

/** An open file that is read here and there, while it may lose its name. */
export interface ReadableFile {
  readonly sizeBytes: number;
  /** Fills `target` with what is at `position`. */
  readInto(target: Uint8Array, position: number): void;
  close(): void;
}

/** The few file operations that durability rests on; a port of its own so that tests can tear, lose and refuse each of them. */
export interface DurableFs {
  /** Makes the folder and its parents, for this user alone (0700), to be there after a power cut. */
  ensureFolder(folder: string): void;
  names(folder: string): string[];
  exists(file: string): boolean;
  read(file: string): Buffer;
  openToRead(file: string): ReadableFile;
  /** ms since the file was last written. */
  ageMs(file: string): number;
  /** Makes a new file for this user alone (0600). @throws EEXIST when it is there: the one atomic step of an election */
  createExclusive(file: string): DurableFile;
  rename(from: string, to: string): void;
  remove(file: string): void;
  /** fdatasync of a file that somebody else wrote: what was read of it is there after a power cut. */
  syncFile(file: string): void;
  /** fsync of the folder: what was created, renamed or removed in it is there after a power cut. */
  syncFolder(folder: string): void;
}

class NodeFile implements DurableFile {
  constructor(private readonly fd: number) {}

  append(bytes: Uint8Array): void {
    for (let written = 0; written < bytes.length; ) written += fs.writeSync(this.fd, bytes, written, bytes.length - written);
  }

  sync(): void {
    fs.fdatasyncSync(this.fd);
  }

  truncate(sizeBytes: number): void {
    fs.ftruncateSync(this.fd, sizeBytes);
  }

  close(): void {
    fs.closeSync(this.fd);
  }
}

class NodeReadableFile implements ReadableFile {
  private readonly fd: number;
  readonly sizeBytes: number;

  constructor(file: string) {
    this.fd = fs.openSync(file, 'r');
    this.sizeBytes = fs.fstatSync(this.fd).size;
  }

  readInto(target: Uint8Array, position: number): void {
    for (let read = 0; read < target.length; ) {
      const bytes = fs.readSync(this.fd, target, read, target.length - read, position + read);
      if (bytes === 0) throw new Error('the file has become shorter');
      read += bytes;
    }
  }

  close(): void {
    fs.closeSync(this.fd);
  }
}

/** The folders that `mkdir` made, each to be found in its parent after a power cut. */
function syncParents(firstMade: string, folder: string): void {
  for (let made = path.resolve(folder); made.length >= firstMade.length; made = path.dirname(made)) syncFolder(path.dirname(made));
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') return; // Windows has no fsync of folders; NTFS journals its renames.
  const fd = fs.openSync(path.resolve(folder), 'r');
  try {
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

export const nodeFs: DurableFs = {
  ensureFolder(folder) {
    const firstMade = fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (firstMade !== undefined) syncParents(path.resolve(firstMade), folder);
  },
  names: (folder) => fs.readdirSync(folder),
  exists: (file) => fs.existsSync(file),
  read: (file) => fs.readFileSync(file),
  openToRead: (file) => new NodeReadableFile(file),
  ageMs: (file) => Date.now() - fs.statSync(file).mtimeMs,
  createExclusive: (file) => new NodeFile(fs.openSync(file, fs.constants.O_CREAT | fs.constants.O_EXCL | fs.constants.O_WRONLY | fs.constants.O_APPEND, 0o600)),
  rename: (from, to) => fs.renameSync(from, to),
  remove: (file) => fs.rmSync(file, { force: true }),
  syncFile(file) {
    const fd = fs.openSync(file, 'r+'); // Windows flushes no file that is open for reading only.
    try {
      fs.fdatasyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
  },
  syncFolder,
};
