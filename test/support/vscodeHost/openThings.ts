const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const EXIT_CODE_OF_SIGNAL = 130;

type Close = () => void | Promise<void>;

/**
 * What a run has opened (processes, browsers, folders), closed in reverse order: by `close`, or by a signal, which then
 * ends the process.
 */
export class OpenThings {
  private readonly closers: Close[] = [];
  private closing: Promise<void> | undefined;

  constructor() {
    for (const signal of SIGNALS) process.on(signal, this.onSignal);
  }

  add(close: Close): void {
    this.closers.push(close);
  }

  async close(): Promise<void> {
    this.closing ??= this.closeAll();
    await this.closing;
  }

  private readonly onSignal = (): void => {
    void this.close().finally(() => process.exit(EXIT_CODE_OF_SIGNAL));
  };

  private async closeAll(): Promise<void> {
    for (let close = this.closers.pop(); close !== undefined; close = this.closers.pop()) {
      try {
        await close();
      } catch (error) {
        console.error('while cleaning up:', error);
      }
    }
    for (const signal of SIGNALS) process.off(signal, this.onSignal);
  }
}

/** Runs `work` and closes what it opened, however it ends. */
export async function withOpenThings<T>(work: (open: OpenThings) => Promise<T>): Promise<T> {
  const open = new OpenThings();
  try {
    return await work(open);
  } finally {
    await open.close();
  }
}
