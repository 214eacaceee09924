import { readFileSync } from 'node:fs';

/** Between an answer and the next question. */
const ASK_INTERVAL_MS = 150;
/** An owner that has not answered for this long, and whose process is stopped, is hung. */
const STOPPED_MS = 250;
/** One that has not answered for this long is hung, whatever its process does; a busy one answers sooner. */
const HUNG_MS = 650;
/** Where our own timers are so late, the machine is busy or slept, and the owner is not to blame. */
const LATE_MS = 100;

/** Asks the owner again and again whether it is there, and calls `onHung` once when it does not answer. */
export class Heartbeat {
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(
    private readonly pid: number,
    private readonly ask: () => Promise<unknown>,
    private readonly onHung: () => void,
  ) {
    this.askLater();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
  }

  private askLater(): void {
    this.timer = setTimeout(() => void this.round(), ASK_INTERVAL_MS);
  }

  private async round(): Promise<void> {
    const askedMs = Date.now();
    const answer = this.ask().then((): true => true, (): true => true); // A connection that broke says so itself.
    const isHung = !(await within(answer, STOPPED_MS)) && (isStopped(this.pid) || !(await within(answer, HUNG_MS - STOPPED_MS)));
    if (this.isDisposed) return;
    if (isHung && (isStopped(this.pid) || Date.now() - askedMs - HUNG_MS < LATE_MS)) this.onHung();
    else this.askLater();
  }
}

/** Whether the answer comes within the limit. */
async function within(answer: Promise<true>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), limitMs)));
  const isInTime = await Promise.race([answer, late]);
  clearTimeout(timer);
  return isInTime;
}

/** Whether the process was stopped (SIGSTOP, a debugger); only Linux tells without a further process. */
function isStopped(pid: number): boolean {
  try {
    // After the name, which may hold anything, comes the state.
    return /^[Tt]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, ''));
  } catch {
    return false; // Not Linux, or the process is gone: then its connection ends.
  }
}
