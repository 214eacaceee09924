import type { Disposable } from '../core/ports';

/**
 * Ends a request that has gone silent. `signal` aborts when the caller's does, or when `touch` was not called for
 * `idleTimeoutMs`; `isIdle` tells the two apart.
 */
export class IdleTimer implements Disposable {
  private readonly controller = new AbortController();
  private readonly onAbort = (): void => this.controller.abort(this.outer.reason);
  private timer: NodeJS.Timeout | undefined;
  private idle = false;

  constructor(
    private readonly outer: AbortSignal,
    private readonly idleTimeoutMs: number,
  ) {
    if (outer.aborted) this.onAbort();
    else outer.addEventListener('abort', this.onAbort, { once: true });
    this.touch();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  get isIdle(): boolean {
    return this.idle;
  }

  /** Something arrived. */
  touch(): void {
    clearTimeout(this.timer);
    if (this.signal.aborted) return;
    this.timer = setTimeout(() => {
      this.idle = true;
      this.controller.abort();
    }, this.idleTimeoutMs);
  }

  /** Ends whatever still runs, so that no connection outlives its request. */
  dispose(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.onAbort);
    this.controller.abort();
  }
}
