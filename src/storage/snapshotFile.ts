import { crc32 } from 'node:zlib';
import type { DurableFs } from './durableFs';

/** Bytes written between two turns of the event loop. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const MAGIC = 'RECOLLECT-SNAP-1';
/** Magic (16), crc32 (4), schema version (4), size of the database (8). */
const FOOTER_BYTES = 32;

/** The database and a footer with its checksum, as a file. The event loop turns between chunks. */
export async function writeSnapshot(fs: DurableFs, folder: string, file: string, database: Uint8Array, schema: number, mayFinish?: () => boolean): Promise<void> {
  await writeWhole(fs, folder, file, database, (crc) => footer(database.length, crc, schema), mayFinish);
}

/** A copy of `file` beside it, whole or not at all. */
export async function copyWhole(fs: DurableFs, folder: string, file: string, copy: string): Promise<void> {
  await writeWhole(fs, folder, copy, fs.read(file), () => NOTHING);
}

const NOTHING = new Uint8Array();

/**
 * Writes by temporary file, sync, rename and sync of the folder.
 *
 * @param mayFinish asked last: whether the file is to be there at all
 */
async function writeWhole(fs: DurableFs, folder: string, file: string, bytes: Uint8Array, end: (crc: number) => Uint8Array, mayFinish: () => boolean = () => true): Promise<void> {
  const temporary = `${file}.tmp`;
  fs.remove(temporary);
  const out = fs.createExclusive(temporary);
  try {
    let crc = 0;
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      const chunk = bytes.subarray(start, start + CHUNK_BYTES);
      crc = crc32(chunk, crc);
      out.append(chunk);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    out.append(end(crc));
    out.sync();
  } catch (error) {
    out.close();
    removeIfPossible(fs, temporary);
    throw error;
  }
  out.close();
  if (!mayFinish()) {
    removeIfPossible(fs, temporary);
    return;
  }
  fs.rename(temporary, file);
  fs.syncFolder(folder);
}

/** A temporary file is no part of anything: the next upkeep removes it too. */
function removeIfPossible(fs: DurableFs, file: string): void {
  try {
    fs.remove(file);
  } catch {
    // What stopped the write stops this as well, and has been told.
  }
}

/** The database of a good snapshot. @throws Error that says what is wrong with a bad one */
export function readSnapshot(fs: DurableFs, file: string): { database: Uint8Array; schema: number } {
  const bytes = fs.read(file);
  const at = bytes.length - FOOTER_BYTES;
  if (at < 0 || bytes.toString('latin1', at, at + MAGIC.length) !== MAGIC) throw new Error('it has no footer: it was cut');
  const crc = bytes.readUInt32LE(at + 16);
  const schema = bytes.readUInt32LE(at + 20);
  const database = bytes.subarray(0, at);
  if (Number(bytes.readBigUInt64LE(at + 24)) !== database.length) throw new Error('its size is wrong');
  if (crc32(database) !== crc) throw new Error('its checksum is wrong');
  return { database, schema };
}

function footer(sizeBytes: number, crc: number, schema: number): Buffer {
  const bytes = Buffer.alloc(FOOTER_BYTES);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(schema, 20);
  bytes.writeBigUInt64LE(BigInt(sizeBytes), 24);
  return bytes;
}
