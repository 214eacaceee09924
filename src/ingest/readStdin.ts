import { constants, openSync, readSync } from 'node:fs';

export type Stdin = { readonly kind: 'read'; readonly bytes: Buffer } | { readonly kind: 'tooLong' } | { readonly kind: 'stalled' };

const FIRST_BUFFER = 64 * 1024;
/** A writer that sends nothing for so long and does not close either is given up. */
const STALLED_MS = 5000;
/** After such a pause a whole object is taken as it is: a writer may keep its end open. */
const PAUSE_MS = 50;

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
      if (waitedMs === PAUSE_MS && isWhole(buffer.subarray(0, length))) return { kind: 'read', bytes: buffer.subarray(0, length) };
      if (waitedMs >= STALLED_MS) return { kind: 'stalled' };
      waitedMs += sleep(waitedMs < PAUSE_MS ? 1 : 5);
      continue;
    }
    waitedMs = 0;
    length += read;
    if (length > maxBytes) return { kind: 'tooLong' };
  }
}

/** Another description of the same pipe, so that a writer who never closes it cannot hold us; where there is none, stdin itself. */
function openWithoutBlocking(): number {
  if (process.platform !== 'linux') return 0;
  try {
    return openSync('/proc/self/fd/0', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return 0; // A socket cannot be opened by its name.
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
