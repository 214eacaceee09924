import type { Clock } from './ports';

/** However much comes, work that waits for quiet goes on after this. */
const LONGEST_WAIT_MS = 3_000;

/** Lets work that can wait go after a burst of work that cannot. */
export class Quiet {
  private lastMs = 0;

  constructor(
    private readonly clock: Clock,
    private readonly quietMs: number,
  ) {}

  /** Something that goes first has come. */
  disturb(): void {
    this.lastMs = this.clock.nowMs();
  }

  /** Resolves when nothing has come for `quietMs`, or after 3 s. */
  async wait(): Promise<void> {
    const untilMs = this.clock.nowMs() + LONGEST_WAIT_MS;
    for (;;) {
      const nowMs = this.clock.nowMs();
      const leftMs = Math.min(this.lastMs + this.quietMs, untilMs) - nowMs;
      if (leftMs <= 0) return;
      await new Promise<void>((resolve) => this.clock.setTimer(resolve, leftMs));
    }
  }
}
