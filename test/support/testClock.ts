import type { Clock, Disposable } from '../../src/core/ports';

/** Time that only passes when a test says so. */
export class TestClock implements Clock {
  private now = 1_700_000_000_000;
  private readonly timers = new Set<{ atMs: number; callback: () => void }>();

  nowMs(): number {
    return this.now;
  }

  setTimer(callback: () => void, delayMs: number): Disposable {
    const timer = { atMs: this.now + delayMs, callback };
    this.timers.add(timer);
    return { dispose: () => void this.timers.delete(timer) };
  }

  get pendingTimers(): number {
    return this.timers.size;
  }

  /** Lets `ms` pass, timer by timer, and what each sets off happen. */
  async advance(ms: number): Promise<void> {
    const untilMs = this.now + ms;
    for (;;) {
      const next = [...this.timers].filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (!next) break;
      this.timers.delete(next);
      this.now = Math.max(this.now, next.atMs);
      next.callback();
      await settle();
    }
    this.now = untilMs;
    await settle();
  }
}

/** Lets everything that is ready happen: promises, and commits, which wait for a turn of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
