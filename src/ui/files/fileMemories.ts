import type { FileMemory, RecollectClient } from '../../core/api';
import type { Disposable } from '../../core/ports';
import { Refresher } from '../refresher';

/** More than these are "100+". */
export const MOST_OF_FILE = 100;
/** While an agent works, the memory changes all the time; what is drawn in editors follows at leisure. */
const FOLLOW_MS = 2_000;

/** What is remembered of files, asked for once a file until the memory changes. */
export class FileMemories implements Disposable {
  private readonly known = new Map<string, Promise<readonly FileMemory[]>>();
  private readonly listeners = new Set<() => void>();
  private readonly refresher: Refresher;
  private readonly subscription: Disposable;

  constructor(
    private readonly client: Pick<RecollectClient, 'fileMemories' | 'current' | 'onDidChange'>,
    followMs = FOLLOW_MS,
  ) {
    this.refresher = new Refresher(async () => {
      for (const listener of this.listeners) listener();
    }, followMs);
    this.subscription = client.onDidChange(() => {
      this.known.clear();
      if (this.listeners.size > 0) this.refresher.request();
    });
  }

  /** The newest first, at most MOST_OF_FILE; none while there is no owner to ask, or when it cannot tell. */
  of(file: string): Promise<readonly FileMemory[]> {
    if (this.client.current === undefined) return Promise.resolve([]);
    const known = this.known.get(file);
    if (known !== undefined) return known;
    // An editor is no place for errors: the views tell of them.
    const asked = this.client.fileMemories({ file, limit: MOST_OF_FILE }).catch(() => []);
    this.known.set(file, asked);
    return asked;
  }

  /** Called some time after a change. */
  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  dispose(): void {
    this.subscription.dispose();
    this.refresher.dispose();
    this.listeners.clear();
    this.known.clear();
  }
}
