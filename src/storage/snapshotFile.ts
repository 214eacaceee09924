import { crc32 } from 'node:zlib';
import type { DurableFs } from './durableFs';
import type { PageSource } from './pagedFile';

/** Bytes written between two turns of the event loop. */
const CHUNK_BYTES = 1024 * 1024;
/** Bytes synced at once. */
const SYNC_BYTES = 4 * 1024 * 1024;
const MAGIC = 'RECOLLECT-SNAP-1';
/** Magic (16), crc32 (4), schema version (4), size of the database (8). */
const FOOTER_BYTES = 32;

/** The database and a footer with its checksum, as a file. The event loop turns between chunks. */
export async function writeSnapshot(fs: DurableFs, folder: string, file: string, database: PageSource, schema: number, mayFinish?: () => boolean): Promise<void> {
  await writeWhole(fs, folder, file, database, (crc) => footer(database.sizeBytes, crc, schema), mayFinish);
}

/** A copy of `file` beside it, whole or not at all. */
export async function copyWhole(fs: DurableFs, folder: string, file: string, copy: string): Promise<void> {
  const source = fs.openToRead(file);
  try {
    await writeWhole(fs, folder, copy, source, () => NOTHING);
  } finally {
    source.close();
  }
}

const NOTHING = new Uint8Array();

/**
 * Writes by temporary file, sync, rename and sync of the folder.
 *
 * @param mayFinish asked last: whether the file is to be there at all
 */
async function writeWhole(fs: DurableFs, folder: string, file: string, source: PageSource, end: (crc: number) => Uint8Array, mayFinish: () => boolean = () => true): Promise<void> {
  const temporary = `${file}.tmp`;
  fs.remove(temporary);
  const out = fs.createExclusive(temporary);
  try {
    let crc = 0;
    let unsyncedBytes = 0;
    for (const chunk of chunksOf(source, source.sizeBytes)) {
      crc = crc32(chunk, crc);
      out.append(chunk);
      unsyncedBytes += chunk.length;
      // One sync of everything at the end would hold the thread, and with it every ack, for long.
      if (unsyncedBytes >= SYNC_BYTES) {
        out.sync();
        unsyncedBytes = 0;
      }
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

/** The first `bytes` of a source, piece by piece; each piece is gone when the next is asked for. */
function* chunksOf(source: PageSource, bytes: number): Generator<Uint8Array> {
  const buffer = new Uint8Array(Math.min(CHUNK_BYTES, bytes));
  for (let start = 0; start < bytes; start += CHUNK_BYTES) {
    const chunk = buffer.subarray(0, bytes - start);
    source.readInto(chunk, start);
    yield chunk;
  }
}

/** A temporary file is no part of anything: the next upkeep removes it too. */
function removeIfPossible(fs: DurableFs, file: string): void {
  try {
    fs.remove(file);
  } catch {
    // What stopped the write stops this as well, and has been told.
  }
}

/** The database of a good snapshot, read where it is. @throws Error that says what is wrong with a bad one */
export function openSnapshot(fs: DurableFs, file: string): { database: PageSource; schema: number } {
  const opened = fs.openToRead(file);
  try {
    return { database: { ...sourceOf(opened), sizeBytes: opened.sizeBytes - FOOTER_BYTES }, schema: checkedSchema(opened) };
  } catch (error) {
    opened.close();
    throw error;
  }
}

/** The same of one that this process has just written. */
export function openOwnSnapshot(fs: DurableFs, file: string): PageSource {
  const opened = fs.openToRead(file);
  return { ...sourceOf(opened), sizeBytes: opened.sizeBytes - FOOTER_BYTES };
}

function sourceOf(file: PageSource): Pick<PageSource, 'readInto' | 'close'> {
  return { readInto: (target, position) => file.readInto(target, position), close: () => file.close() };
}

function checkedSchema(file: PageSource): number {
  const at = file.sizeBytes - FOOTER_BYTES;
  const end = Buffer.alloc(FOOTER_BYTES);
  if (at >= 0) file.readInto(end, at);
  if (end.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new Error('it has no footer: it was cut');
  if (Number(end.readBigUInt64LE(24)) !== at) throw new Error('its size is wrong');
  let crc = 0;
  for (const chunk of chunksOf(file, at)) crc = crc32(chunk, crc);
  if (crc !== end.readUInt32LE(16)) throw new Error('its checksum is wrong');
  return end.readUInt32LE(20);
}

function footer(sizeBytes: number, crc: number, schema: number): Buffer {
  const bytes = Buffer.alloc(FOOTER_BYTES);
  bytes.write(MAGIC, 0, 'latin1');
  bytes.writeUInt32LE(crc, 16);
  bytes.writeUInt32LE(schema, 20);
  bytes.writeBigUInt64LE(BigInt(sizeBytes), 24);
  return bytes;
}
