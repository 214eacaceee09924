import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Server } from 'node:net';
import { dirname, join } from 'node:path';
import { MAX_PATH_BYTES } from './socketPath';

const isPipe = (path: string): boolean => path.startsWith('\\\\.\\pipe\\');

export interface BoundSocket {
  dispose(): void;
}

/**
 * Listens at `path`, for this user alone. The socket is bound under another name and then linked to its own: so it is never
 * there without somebody listening, two cannot both get it, and closing does not delete a successor's.
 *
 * @throws Error with code EADDRINUSE when the path is taken
 */
export async function bindSocket(server: Server, path: string): Promise<BoundSocket> {
  if (isPipe(path)) {
    await listen(server, path);
    return { dispose: () => undefined };
  }
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) throw new Error(`the socket's path is too long for this system: ${path}`);
  makePrivate(dirname(path));
  const temporary = join(dirname(path), randomBytes(3).toString('hex'));
  await listen(server, temporary);
  try {
    chmodSync(temporary, 0o600);
    giveName(temporary, path);
  } catch (error) {
    await new Promise((resolve) => server.close(resolve));
    throw error;
  }
  const own = statSync(path).ino;
  return {
    dispose: () => {
      if (statSync(path, { throwIfNoEntry: false })?.ino === own) rmSync(path, { force: true });
    },
  };
}

/** Only its user may reach a socket, whatever its own mode: systems differ in what they make of that. */
function makePrivate(folder: string): void {
  if (mkdirSync(folder, { recursive: true, mode: 0o700 }) !== undefined) return;
  const { mode, uid } = statSync(folder);
  const isShared = (mode & 0o1000) !== 0 || uid !== process.getuid?.();
  if (isShared) throw new Error(`the socket's folder must belong to its user alone: ${folder}`);
  if ((mode & 0o077) !== 0) chmodSync(folder, 0o700);
}

function giveName(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
    rmSync(temporary, { force: true });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' && !existsSync(path)) renameSync(temporary, path); // A file system without hard links.
    else throw Object.assign(new Error(`a socket is at ${path} already`, { cause: error }), { code: 'EADDRINUSE' });
  }
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
