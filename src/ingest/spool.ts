import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, OwnershipLostError, StorageError } from '../core/errors';
import type { Logger } from '../core/ports';
import { type IngestAnswer, type IngestParams, parseIngestParams } from './ingestCall';
import { setAside } from './setAside';
import { HALF_WRITTEN, SPOOL_FILE } from './spoolFile';

const HALF_WRITTEN_AFTER_MS = 60_000;
const RETRY_MS = 1_000;
/** How often the folder is looked at although nothing was told: the folder may have been replaced, and half-written files grow old. */
const SWEEP_MS = 30_000;
/** The same where the folder cannot be watched: a machine's watches are limited. */
const UNWATCHED_SWEEP_MS = 2_000;
/** Files read ahead of the one that is being stored: so many, until they are so large. */
const READ_AHEAD = 64;
const READ_AHEAD_BYTES = 8 * 1024 * 1024;

interface SpoolFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Takes in what hooks left while no owner answered: in order, each file deleted only after its event is on disk. A file that is
 * no event, or cannot be read, is set aside and holds nothing up; a store that cannot write is waited for.
 */
export class Spool {
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;
  private again = false;
  private disposed = false;
  private tellCaughtUp: () => void = () => undefined;
  /** Resolves when what waited at the start has been taken in, or could not be: what comes now is later than that. */
  readonly caughtUp = new Promise<void>((resolve) => (this.tellCaughtUp = resolve));

  constructor(
    private readonly folder: string,
    private readonly ingest: (params: IngestParams) => Promise<IngestAnswer>,
    private readonly log: Logger,
  ) {}

  /** Drains what is there, and from now on what comes. */
  start(): void {
    this.wake();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.watcher?.close();
    this.tellCaughtUp();
  }

  private wake(): void {
    if (this.disposed) return;
    if (this.draining) {
      this.again = true;
      return;
    }
    this.draining = this.drain()
      .then(
        () => this.wakeAfter(this.watcher ? SWEEP_MS : UNWATCHED_SWEEP_MS),
        (error: unknown) => {
          if (!this.disposed) this.log.warn(`the spool waits: ${messageOf(error)}`);
          this.wakeAfter(RETRY_MS);
        },
      )
      .finally(() => {
        this.draining = undefined;
        this.tellCaughtUp();
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  private wakeAfter(delayMs: number): void {
    clearTimeout(this.timer);
    if (this.disposed) return;
    this.timer = setTimeout(() => this.wake(), delayMs);
    this.timer.unref();
  }

  private async drain(): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.watch();
    const names = (await readdir(this.folder)).sort();
    let taken = 0;
    const events = names.filter((name) => SPOOL_FILE.test(name));
    for (const name of names) if (!SPOOL_FILE.test(name)) await this.setAsideIfDead(name);
    for (let ahead: SpoolFile[]; (ahead = await this.readAhead(events)).length > 0; taken += ahead.length) {
      // Handed over in order, without a wait between: what is handed over together shares one sync.
      await Promise.all(ahead.map((file) => this.takeIn(file)));
    }
    if (taken > 0) this.log.info(`took in ${taken} events from the spool`);
  }

  /** Watched anew at each drain: the folder may be another one since. */
  private watch(): void {
    this.watcher?.close();
    this.watcher = undefined;
    if (this.disposed) return;
    try {
      this.watcher = watch(this.folder, { persistent: false }, () => this.wake());
    } catch (error) {
      this.log.debug(`the spool cannot be watched and is looked at now and then: ${messageOf(error)}`);
      return;
    }
    this.watcher.on('error', (error) => {
      this.log.debug(`the spool cannot be watched any more: ${error.message}`);
      this.wakeAfter(RETRY_MS);
    });
  }

  /** Takes the next files off `names` and reads them. */
  private async readAhead(names: string[]): Promise<SpoolFile[]> {
    const files: SpoolFile[] = [];
    let bytes = 0;
    while (!this.disposed && names.length > 0 && files.length < READ_AHEAD && bytes < READ_AHEAD_BYTES) {
      const name = names.shift() ?? '';
      const text = await this.readOrSetAside(name);
      if (text === undefined) continue;
      files.push({ name, text });
      bytes += text.length;
    }
    return files;
  }

  private async readOrSetAside(name: string): Promise<string | undefined> {
    try {
      return await readFile(join(this.folder, name), 'utf8');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ENOENT') return undefined; // Another owner has taken it in.
      if (code !== 'EISDIR' && code !== 'EACCES' && code !== 'EPERM') throw error;
      await this.putAside(name, `it cannot be read (${code})`);
      return undefined;
    }
  }

  private async takeIn({ name, text }: SpoolFile): Promise<void> {
    try {
      await this.ingest(parseIngestParams(JSON.parse(text)));
    } catch (error) {
      // Only the store's own trouble passes; what else is wrong with an event will be so next time.
      if (error instanceof StorageError || error instanceof OwnershipLostError) throw error;
      await this.putAside(name, `it is no event: ${messageOf(error)}`);
      return;
    }
    await rm(join(this.folder, name), { force: true });
  }

  private async setAsideIfDead(name: string): Promise<void> {
    const info = await stat(join(this.folder, name)).catch(() => undefined); // It has just been renamed.
    if (!info?.isFile()) return;
    if (HALF_WRITTEN.test(name) && Date.now() - info.mtimeMs < HALF_WRITTEN_AFTER_MS) return;
    await this.putAside(name, 'it is not one of ours, or half written');
  }

  private async putAside(name: string, why: string): Promise<void> {
    try {
      this.log.warn(`${name} in the spool is set aside as ${await setAside(this.folder, name)}: ${why}`);
    } catch (error) {
      this.log.warn(`${name} in the spool cannot be set aside: ${messageOf(error)}`);
    }
  }
}
