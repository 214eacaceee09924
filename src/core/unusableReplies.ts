import type { Batch } from './message';
import type { Clock, FailureShare } from './ports';

/** A message that gets nothing but unusable replies for this long is taken to be the cause, though nothing else was tried. */
const PATIENCE_MS = 10 * 60_000;
/** Batches remembered at most; the oldest is forgotten first. */
const MAX_REMEMBERED = 1_000;

interface Seen {
  readonly firstMs: number;
  readonly successes: number;
}

/**
 * Whose fault an unusable reply is. The provider's, until another batch has succeeded since this one's last unusable reply:
 * then the provider is well and this batch is the cause, and its attempts count.
 */
export class UnusableReplies {
  private readonly seen = new Map<number, Seen>();

  constructor(private readonly clock: Clock) {}

  /** @param successes how many calls of the provider have succeeded so far */
  judge(batch: Batch, successes: number): FailureShare {
    const key = batch.messages[0]?.id ?? 0;
    const before = this.seen.get(key);
    const nowMs = this.clock.nowMs();
    this.seen.set(key, { firstMs: before?.firstMs ?? nowMs, successes });
    for (const oldest of this.seen.keys()) {
      if (this.seen.size <= MAX_REMEMBERED) break;
      this.seen.delete(oldest);
    }
    if (!before) return 'none';
    return successes > before.successes || nowMs - before.firstMs > PATIENCE_MS ? 'attempt' : 'none';
  }

  settled(batch: Batch): void {
    this.seen.delete(batch.messages[0]?.id ?? 0);
  }
}
