import { type FSWatcher, mkdirSync, watch } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, PayloadError } from '../core/errors';
import type { Logger } from '../core/ports';
import { type IngestAnswer, type IngestParams, parseIngestParams } from './ingestCall';
import { HALF_WRITTEN, SPOOL_FILE } from './spoolFile';

const HALF_WRITTEN_AFTER_MS = 60_000;
const RETRY_MS = 1_000;
/** Files read ahead of the one that is being stored. */
const READ_AHEAD = 64;

/** Takes in what hooks left while no owner answered: in order, each file deleted only after its event is on disk. */
export class Spool {
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<void> | undefined;
  private again = false;
  private disposed = false;

  constructor(
    private readonly folder: string,
    private readonly ingest: (params: IngestParams) => Promise<IngestAnswer>,
    private readonly log: Logger,
  ) {}

  /** Drains what is there, and from now on what comes. */
  async start(): Promise<void> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.watcher = watch(this.folder, { persistent: false }, () => this.wake());
    this.watcher.on('error', (error) => {
      this.log.warn(`the spool cannot be watched: ${error.message}`);
      this.retryLater();
    });
    this.wake();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    this.watcher?.close();
  }

  private wake(): void {
    if (this.disposed) return;
    if (this.draining) {
      this.again = true;
      return;
    }
    this.draining = this.drain()
      .catch((error: unknown) => {
        this.log.warn(`the spool waits: ${messageOf(error)}`);
        this.retryLater();
      })
      .finally(() => {
        this.draining = undefined;
        if (!this.again) return;
        this.again = false;
        this.wake();
      });
  }

  private retryLater(): void {
    clearTimeout(this.timer);
    if (this.disposed) return;
    this.timer = setTimeout(() => this.wake(), RETRY_MS);
    this.timer.unref();
  }

  private async drain(): Promise<void> {
    const names = (await readdir(this.folder)).sort();
    const events = names.filter((name) => SPOOL_FILE.test(name));
    for (const name of names) if (!SPOOL_FILE.test(name)) await this.setAsideIfDead(name);
    for (let start = 0; start < events.length && !this.disposed; start += READ_AHEAD) {
      const texts = await Promise.all(events.slice(start, start + READ_AHEAD).map(async (name) => ({ name, text: await readFile(join(this.folder, name), 'utf8') })));
      // Handed over in order, without a wait between: what is handed over together shares one sync.
      await Promise.all(texts.map(({ name, text }) => this.takeIn(name, text)));
    }
    if (events.length > 0) this.log.info(`took in ${events.length} events from the spool`);
  }

  private async takeIn(name: string, text: string): Promise<void> {
    try {
      await this.ingest(parseIngestParams(JSON.parse(text)));
    } catch (error) {
      if (!(error instanceof PayloadError || error instanceof SyntaxError)) throw error;
      this.log.warn(`${name} is no event and is set aside: ${messageOf(error)}`);
      await this.setAside(name);
      return;
    }
    await rm(join(this.folder, name), { force: true });
  }

  private async setAsideIfDead(name: string): Promise<void> {
    const info = await stat(join(this.folder, name)).catch(() => undefined); // It has just been renamed.
    if (!info?.isFile()) return;
    if (HALF_WRITTEN.test(name) && Date.now() - info.mtimeMs < HALF_WRITTEN_AFTER_MS) return;
    await this.setAside(name);
  }

  private async setAside(name: string): Promise<void> {
    const folder = join(this.folder, 'set-aside');
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rename(join(this.folder, name), join(folder, name));
  }
}
