import type { StatusState } from './statusState';

/** A spinner that is gone in a blink tells nobody anything. */
const SEEN_MS = 600;

/** Decides when work that has ended may vanish from the status bar: not before it could be seen. */
export class WorkHold {
  private workSinceMs: number | undefined;

  /** @returns for how long the look before still has to stay; 0 when `kind` may be drawn now */
  remainingMs(kind: StatusState['kind'], nowMs: number): number {
    if (kind === 'working') {
      this.workSinceMs ??= nowMs;
      return 0;
    }
    const leftMs = kind === 'idle' && this.workSinceMs !== undefined ? this.workSinceMs + SEEN_MS - nowMs : 0;
    if (leftMs > 0) return leftMs;
    this.workSinceMs = undefined;
    return 0;
  }
}
