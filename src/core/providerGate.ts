import type { ProviderError } from './errors';
import type { Clock, Disposable, Logger } from './ports';

/** Whether the provider can be called now. */
export type ProviderState =
  | { readonly kind: 'ready' }
  /** `untilMs` is absent when only a new key or other settings help. */
  | { readonly kind: 'paused'; readonly message: string; readonly untilMs?: number }
  /** The pause is over, and whether the provider is well again shows at the next call. */
  | { readonly kind: 'trying'; readonly message: string; readonly untilMs: number };

/**
 * How long to wait after failures, by how long they have lasted. Recovery is noticed within 10 s in the first minutes; a
 * provider that is down for hours costs a request every few minutes.
 */
const LONGEST_WAIT: readonly { readonly lastingMs: number; readonly waitMs: number }[] = [
  { lastingMs: 2 * 60_000, waitMs: 8_000 },
  { lastingMs: 10 * 60_000, waitMs: 30_000 },
  { lastingMs: 60 * 60_000, waitMs: 60_000 },
  { lastingMs: Infinity, waitMs: 5 * 60_000 },
];
const FIRST_WAIT_MS = 1_000;

/**
 * Remembers how the provider fares. *ready*: calls may be made. *paused*: a call failed for a reason that is not the message's
 * own. *trying*: the pause is over and calls are made again; a longer pause follows when they fail too. A success or new
 * settings make it ready.
 */
export class ProviderGate {
  private current: ProviderState = { kind: 'ready' };
  private timer: Disposable | undefined;
  private failures = 0;
  private failingSinceMs: number | undefined;
  /** Counts the provider's successes, so that others can tell whether one came in between. */
  successes = 0;

  constructor(
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly onReady: () => void,
    private readonly onChange: () => void,
  ) {}

  get state(): ProviderState {
    return this.current;
  }

  get mayCall(): boolean {
    return this.current.kind !== 'paused';
  }

  succeeded(): void {
    this.successes++;
    if (this.failures > 0) this.log.info('the provider works again');
    this.reset();
  }

  /** A person asks for another try, or the settings are new. */
  reset(): void {
    this.failures = 0;
    this.failingSinceMs = undefined;
    this.become({ kind: 'ready' });
  }

  failed(error: ProviderError): void {
    this.failures++;
    this.failingSinceMs ??= this.clock.nowMs();
    if (error.kind === 'auth' || error.kind === 'config') this.become({ kind: 'paused', message: error.message });
    else this.become({ kind: 'paused', message: error.message, untilMs: this.clock.nowMs() + this.waitMs(error) });
  }

  dispose(): void {
    this.timer?.dispose();
  }

  private waitMs(error: ProviderError): number {
    if (error.retryAfterMs !== undefined) return error.retryAfterMs;
    // A call that timed out has waited already.
    if (error.kind === 'timeout') return FIRST_WAIT_MS / 4;
    const lastingMs = this.clock.nowMs() - (this.failingSinceMs ?? this.clock.nowMs());
    const longest = LONGEST_WAIT.find((step) => lastingMs < step.lastingMs)?.waitMs ?? FIRST_WAIT_MS;
    return Math.min(FIRST_WAIT_MS * 2 ** Math.min(this.failures - 1, 20), longest);
  }

  private become(state: ProviderState): void {
    this.timer?.dispose();
    this.timer = undefined;
    const wasPaused = this.current.kind === 'paused';
    this.current = state;
    if (state.kind === 'paused') {
      const untilText = state.untilMs === undefined ? 'until its key or its settings change' : `for ${Math.round((state.untilMs - this.clock.nowMs()) / 100) / 10} s`;
      this.log.warn(`the provider is paused ${untilText}: ${state.message}`);
      const { message, untilMs } = state;
      if (untilMs !== undefined) this.timer = this.clock.setTimer(() => this.become({ kind: 'trying', message, untilMs }), Math.max(0, untilMs - this.clock.nowMs()));
    }
    this.onChange();
    if (wasPaused && state.kind !== 'paused') this.onReady();
  }
}
