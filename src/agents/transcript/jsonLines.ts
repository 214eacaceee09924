import type { Json } from '../../core/hookEvent';
import { type Fields, isFields } from '../payload/commonPayload';
import { openFile } from './openFile';

const CHUNK_BYTES = 256 * 1024;
/** As much as a hook may send; a longer line is nothing that a hook would have told. */
const MAX_LINE_BYTES = 16 * 1024 * 1024;
const NEWLINE = 10;

export interface JsonLine {
  readonly value: Fields;
  /** Where it begins. */
  readonly atByte: number;
}

/**
 * The objects of a file of JSON lines, read piece by piece: no more than one line is in memory. Lines that are no objects, are too
 * long or are not yet whole are left out.
 */
export async function* jsonLines(file: string, fromByte = 0): AsyncGenerator<JsonLine> {
  const handle = await openFile(file);
  try {
    let parts: Buffer[] = [];
    let length = 0;
    let lineAt = fromByte;
    for (let position = fromByte; ; ) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(CHUNK_BYTES), 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        const rest = chunk.subarray(start, end);
        if (length + rest.length <= MAX_LINE_BYTES) {
          const value = objectIn(parts.length === 0 ? rest : Buffer.concat([...parts, rest]));
          if (value) yield { value, atByte: lineAt };
        }
        parts = [];
        length = 0;
        start = end + 1;
        lineAt = position + start;
      }
      length += bytesRead - start;
      if (length <= MAX_LINE_BYTES) parts.push(chunk.subarray(start));
      else parts = [];
      position += bytesRead;
    }
  } finally {
    await handle.close();
  }
}

/** The last objects of the file, the last one first; those that lie in its last `bytes` bytes. */
export async function lastJsonLines(file: string, sizeBytes: number, bytes: number): Promise<readonly Fields[]> {
  const values: Fields[] = [];
  const fromByte = Math.max(0, sizeBytes - bytes);
  for await (const { value } of jsonLines(file, fromByte)) values.push(value);
  return values.reverse();
}

function objectIn(line: Buffer): Fields | undefined {
  try {
    const value = JSON.parse(line.toString('utf8')) as Json; // JSON.parse gives JSON.
    return isFields(value) ? value : undefined;
  } catch {
    return undefined; // Torn by a crash of the agent, or none of its lines.
  }
}
