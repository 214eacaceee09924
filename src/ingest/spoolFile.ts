import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Time in ms, a clock that only goes forward, process: the order of names is the order of events, over processes too. */
export const SPOOL_FILE = /^\d{15}-\d{12,20}-\d{1,10}\.json$/;
export const HALF_WRITTEN = /\.tmp$/;

export function spoolFileName(atMs: number, pid: number): string {
  return `${String(atMs).padStart(15, '0')}-${String(process.hrtime.bigint()).padStart(18, '0')}-${pid}.json`;
}

/** Returns once the text is on disk under its name. @throws when it is not; nothing is left then */
export function writeSpoolFile(folder: string, name: string, text: string): void {
  const file = join(folder, name);
  const temporary = `${file}.tmp`;
  const descriptor = create(folder, temporary);
  try {
    try {
      const bytes = Buffer.from(text);
      for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
}

function create(folder: string, file: string): number {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    syncFolder(dirname(folder));
    return openSync(file, 'wx', 0o600);
  }
}

function syncFolder(folder: string): void {
  // Windows opens no folder and needs none to be flushed.
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
