import type { DurableFs } from './durableFs';
import type { Generations } from './generations';
import { readJournal } from './journal';

/** A start that takes longer than this has failed. */
const START_MS = 3_000;

/** Whether the newest generation is that of another live process which has claimed it and is still loading. */
export function isBeingStarted(fs: DurableFs, generations: Generations, newest: number, lastStarted: number): boolean {
  if (newest <= lastStarted) return false;
  const file = generations.journalPath(newest);
  try {
    if (fs.ageMs(file) > START_MS) return false;
    const { header } = readJournal(fs, file);
    return header?.reason === 'claim' && header.pid !== process.pid && isAlive(header.pid);
  } catch {
    return false; // It has just gone: nobody is starting.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
