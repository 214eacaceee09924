import type { Clock, Disposable } from './ports';

/** Calls at once, then at most once per interval, and once more for what came meanwhile. */
export class Throttle implements Disposable {
  private timer: Disposable | undefined;
  private again = false;
  private disposed = false;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
    private readonly action: () => void,
  ) {}

  call(): void {
    if (this.disposed) return;
    if (this.timer) {
      this.again = true;
      return;
    }
    this.action();
    this.timer = this.clock.setTimer(() => {
      this.timer = undefined;
      if (!this.again) return;
      this.again = false;
      this.call();
    }, this.intervalMs);
  }

  dispose(): void {
    this.disposed = true;
    this.timer?.dispose();
  }
}
