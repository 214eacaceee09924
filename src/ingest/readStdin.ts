import { constants, openSync, readSync } from 'node:fs';

export type Stdin = { readonly kind: 'read'; readonly bytes: Buffer } | { readonly kind: 'tooLong' } | { readonly kind: 'stalled' };

const FIRST_BUFFER = 64 * 1024;
/** A writer that sends nothing for so long and does not close either is given up. */
const STALLED_MS = 5000;
const CLOSE_BRACE = 0x7d;
const NEWLINE = 0x0a;

/** Reads all of stdin, synchronously: a stream costs more than the whole rest of the hook. */
export function readStdin(maxBytes: number): Stdin {
  const descriptor = openWithoutBlocking();
  let buffer = Buffer.allocUnsafe(FIRST_BUFFER);
  let length = 0;
  let waitedMs = 0;
  for (;;) {
    if (length === buffer.length) {
      const grown = Buffer.allocUnsafe(buffer.length * 2);
      buffer.copy(grown);
      buffer = grown;
    }
    const read = readSome(descriptor, buffer, length);
    if (read === 0) return { kind: 'read', bytes: buffer.subarray(0, length) };
    if (read === 'later') {
      if (waitedMs >= STALLED_MS) return { kind: 'stalled' };
      waitedMs += sleep(waitedMs < 50 ? 1 : 5);
      continue;
    }
    waitedMs = 0;
    length += read;
    if (length > maxBytes) return { kind: 'tooLong' };
    // A writer may keep its end open after a whole object.
    if (isWhole(buffer.subarray(0, length))) return { kind: 'read', bytes: buffer.subarray(0, length) };
  }
}

/**
 * Another description of the same pipe, so that a writer who neither sends nor closes cannot hold us. Where there is none,
 * for a socket above all, stdin itself: then only the agent's own time limit helps against such a writer.
 */
function openWithoutBlocking(): number {
  if (process.platform !== 'linux') return 0;
  try {
    return openSync('/proc/self/fd/0', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return 0;
  }
}

function readSome(descriptor: number, buffer: Buffer, offset: number): number | 'later' {
  try {
    return readSync(descriptor, buffer, offset, buffer.length - offset, null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EOF') return 0; // How Windows says that the pipe was closed.
    if (code === 'EAGAIN') return 'later';
    throw error;
  }
}

function isWhole(bytes: Buffer): boolean {
  const last = bytes.at(-1) === NEWLINE ? bytes.at(-2) : bytes.at(-1);
  if (last !== CLOSE_BRACE) return false;
  try {
    JSON.parse(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

function sleep(ms: number): number {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
  return ms;
}
