/** Transactions committed by one write and one sync; bounds how long the thread is held. */
const MAX_GROUP = 256;

export interface WaitingTransaction {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** Transactions that wait to be committed: those that came in one turn of the event loop share a write and a sync. */
export class TransactionGroups {
  private readonly waiting: WaitingTransaction[] = [];
  private isScheduled = false;

  constructor(private readonly commit: (group: readonly WaitingTransaction[]) => void) {}

  /** Resolves with the result of `work` once it is committed. */
  add<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // `resolve` is handed this very transaction's result.
      this.waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.schedule();
    });
  }

  commitAll(): void {
    while (this.waiting.length > 0) this.commit(this.waiting.splice(0, MAX_GROUP));
  }

  rejectAll(error: Error): void {
    for (const { reject } of this.waiting.splice(0)) reject(error);
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    // After the poll phase: what all ready sockets brought in this turn shares one sync.
    setImmediate(() => {
      this.isScheduled = false;
      if (this.waiting.length === 0) return;
      this.commit(this.waiting.splice(0, MAX_GROUP));
      if (this.waiting.length > 0) this.schedule();
    });
  }
}
