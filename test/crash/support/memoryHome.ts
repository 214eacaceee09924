import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** In memory where there is such a folder: these tests end processes, not machines, and thousands of syncs wait for no disk there. */
const PARENT = ['/dev/shm', tmpdir()].find((folder) => isWritable(folder)) ?? tmpdir();

export function makeHome(): string {
  return mkdtempSync(join(PARENT, 'rc-'));
}

export function removeHome(home: string): void {
  rmSync(home, { recursive: true, force: true });
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false; // This platform has none.
  }
}
