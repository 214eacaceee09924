import { crc32 } from 'node:zlib';
import type { DurableFs } from './durableFs';

/** Bytes written between two turns of the event loop. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const MAGIC = 'RECOLLECT-SNAP-1';
/** Magic (16), crc32 (4), schema version (4), size of the database (8). */
const FOOTER_BYTES = 32;

/**
 * Writes the database and a footer with its checksum to `file` by temporary file, sync, rename and sync of the folder. The
 * event loop turns between chunks.
 */
export async function writeSnapshot(fs: DurableFs, folder: string, file: string, database: Uint8Array, schema: number): Promise<void> {
  const temporary = `${file}.tmp`;
  fs.remove(temporary);
  const out = fs.createExclusive(temporary);
  try {
    let crc = 0;
    for (let start = 0; start < database.length; start += CHUNK_BYTES) {
      const chunk = database.subarray(start, start + CHUNK_BYTES);
      crc = crc32(chunk, crc);
      out.append(chunk);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    out.append(footer(database.length, crc, schema));
    out.sync();
  } finally {
    out.close();
  }
  fs.rename(temporary, file);
  fs.syncFolder(folder);
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
