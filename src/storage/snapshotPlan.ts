export interface SnapshotThresholds {
  /** A snapshot is taken once nothing was written for `idleMs` and the journals are larger than this. */
  readonly idleJournalBytes: number;
  readonly idleMs: number;
  /** A snapshot is taken at once when the journals are larger than this. */
  readonly maxJournalBytes: number;
  /** Journals that a start may have to replay before one is due. */
  readonly maxJournals: number;
}

const DEFAULT_THRESHOLDS: SnapshotThresholds = { idleJournalBytes: 4 << 20, idleMs: 3_000, maxJournalBytes: 64 << 20, maxJournals: 8 };
/** A snapshot that failed is tried again after this, and ever more slowly: each try costs a copy of the whole memory. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 5 * 60_000;

/** When the next snapshot is taken: when nothing was written for a while, when the journals are long, or after a failed one. */
export class SnapshotPlan {
  private readonly thresholds: SnapshotThresholds;
  private timer: NodeJS.Timeout | undefined;
  private isRetrying = false;
  private retryMs = FIRST_RETRY_MS;

  constructor(
    thresholds: Partial<SnapshotThresholds> | undefined,
    private readonly take: () => void,
  ) {
    this.thresholds = { ...DEFAULT_THRESHOLDS, ...thresholds };
  }

  /** After something was written: `journalBytes` in `journals` files would have to be replayed now. */
  consider(journalBytes: number, journals: number): void {
    if (this.isRetrying) return;
    clearTimeout(this.timer);
    if (journalBytes > this.thresholds.maxJournalBytes) this.take();
    else if (journalBytes >= this.thresholds.idleJournalBytes || journals >= this.thresholds.maxJournals) this.takeAfter(this.thresholds.idleMs);
  }

  taken(): void {
    this.isRetrying = false;
    this.retryMs = FIRST_RETRY_MS;
  }

  failed(): void {
    this.isRetrying = true;
    this.takeAfter(this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private takeAfter(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.take, delayMs);
    this.timer.unref();
  }
}
