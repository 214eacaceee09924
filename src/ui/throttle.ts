/**
 * Runs something soon after it is asked for, at most once per interval and never twice at a time; what is asked for
 * meanwhile leads to one more run afterwards.
 */
export class Throttle {
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  private requests = 0;
  private isDisposed = false;

  constructor(
    private readonly run: () => Promise<void>,
    private readonly intervalMs: number,
  ) {}

  request(): void {
    this.requests++;
    if (this.isDisposed || this.isRunning || this.timer !== undefined) return;
    this.timer = setTimeout(() => void this.start(), this.intervalMs);
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async start(): Promise<void> {
    this.timer = undefined;
    const served = this.requests;
    this.isRunning = true;
    try {
      await this.run();
    } finally {
      this.isRunning = false;
      if (this.requests !== served) this.request();
    }
  }
}
