import { createHash } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, with the final zero. */
export const MAX_PATH_BYTES = 99;

/**
 * Where the owner of a generation listens: in `folder`, or in a short folder of this user's when that path is too long for a
 * socket. Each generation has a path of its own, so nobody ever removes a successor's socket.
 */
export function socketPath(folder: string, dataFolder: string, generation: number, platform: NodeJS.Platform = process.platform, environment: NodeJS.ProcessEnv = process.env): string {
  const name = createHash('sha256').update(`${folder}\n${dataFolder}`).digest('hex').slice(0, 12);
  if (platform === 'win32') return `\\\\.\\pipe\\recollect-${name}-${generation}`;
  const own = join(folder, 'run', `${name}-${generation}.sock`);
  if (Buffer.byteLength(own) <= MAX_PATH_BYTES) return own;
  const runtime = environment['XDG_RUNTIME_DIR'];
  const short = runtime !== undefined && runtime !== '' && runtime.length < 60 ? join(runtime, 'recollect') : join(tmpdir(), `recollect-${process.getuid?.() ?? 0}`);
  return join(short, `${name}-${generation}.sock`);
}

/**
 * Removes the sockets that killed owners left behind, and one of our own name from before the data folder was begun anew: the
 * generations up to ours are ours.
 */
export function removeOldSockets(folder: string, dataFolder: string, generation: number, platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32') return; // A named pipe ends with its process.
  const own = socketPath(folder, dataFolder, generation, platform);
  for (const name of namesIn(dirname(own))) {
    const match = /^([0-9a-f]{12})-(\d{1,15})\.sock$/.exec(name);
    if (match?.[1] !== undefined && own.endsWith(`${match[1]}-${generation}.sock`) && Number(match[2]) <= generation) rmSync(join(dirname(own), name), { force: true });
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // There is none yet.
  }
}
