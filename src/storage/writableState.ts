import type { StorageState } from '../core/api';
import type { Disposable, Logger } from '../core/ports';

/** How often it is tried whether a disk that failed can be written again, while nothing else tries it. */
const PROBE_INTERVAL_MS = 2_000;

/** Whether the data folder can be written: said once when that changes, and tried again while it cannot. */
export class WritableState implements Disposable {
  private state: StorageState = { kind: 'ok' };
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(
    private readonly log: Logger,
    private readonly onChange: () => void,
    /** Tries to write, and says with `works` or `fails` how that went. */
    private readonly probe: () => void,
  ) {}

  get current(): StorageState {
    return this.state;
  }

  works(): void {
    if (this.state.kind === 'ok') return;
    clearTimeout(this.timer);
    this.log.info('the data folder can be written again');
    this.become({ kind: 'ok' });
  }

  fails(message: string): void {
    if (this.state.kind === 'ok' || this.state.message !== message) {
      this.log.error(message);
      this.become({ kind: 'failing', message });
    }
    clearTimeout(this.timer);
    if (this.isDisposed) return;
    this.timer = setTimeout(this.probe, PROBE_INTERVAL_MS);
    this.timer.unref();
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.timer);
  }

  private become(state: StorageState): void {
    this.state = state;
    this.onChange();
  }
}
