import { type FSWatcher, watch } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { messageOf, PayloadError } from '../core/errors';
import type { Disposable, Logger } from '../core/ports';
import { type IngestParams, MAX_FRAME_BYTES, parseIngestParams } from './ingestCall';
import { setAside } from './setAside';
import { HALF_WRITTEN, SPOOL_FILE } from './spoolFile';

/** A hook that is alive renames its file in milliseconds. */
const HALF_WRITTEN_MS = 60_000;
/** So many files are handed over before the first of them is known to be on disk: they share a commit. */
const BATCH = 64;
/** After a failure, or where the system cannot watch the folder, it is looked at again after this. */
const AGAIN_MS = 5000;

export interface DrainReport {
  readonly taken: number;
  readonly setAside: number;
  /** Why it ended before the folder was empty. */
  readonly failure?: string;
}

/**
 * Hands what the hook program left in the spool to the owner, oldest first. A file is deleted only after its event is on
 * disk; what is no event of ours is put into a folder beside it, never deleted. A failure of the owner ends the drain and
 * leaves the files: they are tried again later.
 */
export class Spool implements Disposable {
  private watcher: FSWatcher | undefined;
  private timer: NodeJS.Timeout | undefined;
  private draining: Promise<DrainReport> | undefined;
  private isDrainWanted = false;
  private isDisposed = false;
  /** Said once, however often it happens. */
  private lastFailure: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly ingest: (params: IngestParams) => Promise<unknown>,
    private readonly logger: Logger,
    private readonly againMs = AGAIN_MS,
  ) {}

  /** Drains what is there, and from then on what comes. */
  async start(): Promise<DrainReport> {
    await this.watchFolder();
    return this.drain();
  }

  /** Drains the folder until it is empty, with what comes meanwhile. A second call during a drain gets the same one. */
  drain(): Promise<DrainReport> {
    this.isDrainWanted = true;
    this.draining ??= this.drainAll().finally(() => (this.draining = undefined));
    return this.draining;
  }

  /** Stops watching and, after the events that were handed over already, draining. */
  dispose(): void {
    this.isDisposed = true;
    this.watcher?.close();
    this.watcher = undefined;
    clearTimeout(this.timer);
  }

  private async drainAll(): Promise<DrainReport> {
    let taken = 0;
    let setAside = 0;
    try {
      while (this.isDrainWanted && !this.isDisposed) {
        this.isDrainWanted = false;
        const names = (await this.list()).sort();
        for (let at = 0; at < names.length && !this.isStopped(); at += BATCH) {
          const outcomes = await this.drainBatch(names.slice(at, at + BATCH));
          taken += outcomes.filter((outcome) => outcome === 'taken').length;
          setAside += outcomes.filter((outcome) => outcome === 'setAside').length;
        }
      }
      this.lastFailure = undefined;
      if (taken + setAside > 0) this.logger.info(`spool drained: ${taken} taken, ${setAside} set aside`);
      return { taken, setAside };
    } catch (error) {
      const failure = messageOf(error);
      if (failure !== this.lastFailure) this.logger.warn(`spool not drained, trying again every ${this.againMs} ms: ${failure}`);
      this.lastFailure = failure;
      this.drainLater();
      return { taken, setAside, failure };
    }
  }

  // A method, because dispose() comes between two awaits.
  private isStopped(): boolean {
    return this.isDisposed;
  }

  private async list(): Promise<string[]> {
    try {
      const entries = await readdir(this.folder, { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      if (this.watcher !== undefined) this.lostWatcher(this.watcher, error);
      return [];
    }
  }

  /** Reads the files side by side and hands their events over in order. @throws the first failure that is no payload's fault */
  private async drainBatch(names: readonly string[]): Promise<readonly Outcome[]> {
    const files = await Promise.all(names.map((name) => this.read(name)));
    const settled = await Promise.allSettled(files.map((file) => this.take(file)));
    for (const one of settled) if (one.status === 'rejected') throw one.reason;
    return settled.map((one) => (one.status === 'fulfilled' ? one.value : 'left'));
  }

  private async take(file: SpooledFile): Promise<Outcome> {
    switch (file.kind) {
      case 'young':
      case 'gone':
        return 'left';
      case 'foreign':
        return this.setAside(file.name, file.why);
      case 'event':
        try {
          await this.ingest(file.params);
        } catch (error) {
          if (error instanceof PayloadError) return this.setAside(file.name, error.message);
          throw error;
        }
        await rm(join(this.folder, file.name), { force: true });
        return 'taken';
    }
  }

  private async read(name: string): Promise<SpooledFile> {
    const file = join(this.folder, name);
    try {
      if (HALF_WRITTEN.test(name)) return Date.now() - (await stat(file)).mtimeMs < HALF_WRITTEN_MS ? { kind: 'young' } : { kind: 'foreign', name, why: 'it was never finished' };
      if (!SPOOL_FILE.test(name)) return { kind: 'foreign', name, why: 'its name is not one of ours' };
      if ((await stat(file)).size > MAX_FRAME_BYTES) return { kind: 'foreign', name, why: 'it is too long' };
      return { kind: 'event', name, params: parseIngestParams(parseJson(await readFile(file, 'utf8'))) };
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { kind: 'gone' };
      if (error instanceof PayloadError) return { kind: 'foreign', name, why: error.message };
      if (codeOf(error) === 'EACCES') return { kind: 'foreign', name, why: 'it cannot be read' };
      throw error;
    }
  }

  private async setAside(name: string, why: string): Promise<Outcome> {
    const kept = await setAside(this.folder, name);
    this.logger.warn(`spool file set aside as ${kept}, ${why}: ${name}`);
    return 'setAside';
  }

  private async watchFolder(): Promise<void> {
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      if (this.isDisposed || this.watcher !== undefined) return;
      const watcher = watch(this.folder, (_event, name) => {
        // The folder's own name: it was deleted, and what is there now, if anything, is another one.
        if (name === basename(this.folder)) this.lostWatcher(watcher, new Error('it was deleted'));
        else if (name === null || SPOOL_FILE.test(name)) void this.drain();
      });
      watcher.on('error', (error) => this.lostWatcher(watcher, error));
      this.watcher = watcher;
    } catch (error) {
      this.lostWatcher(undefined, error);
    }
  }

  private lostWatcher(watcher: FSWatcher | undefined, error: unknown): void {
    this.logger.warn(`spool cannot be watched, looking again in ${this.againMs} ms: ${messageOf(error)}`);
    watcher?.close();
    this.watcher = undefined;
    this.drainLater();
  }

  private drainLater(): void {
    if (this.isDisposed) return;
    clearTimeout(this.timer);
    // Watched first: what comes before that is found by draining.
    this.timer = setTimeout(() => void this.start(), this.againMs);
    this.timer.unref();
  }
}

type SpooledFile =
  | { readonly kind: 'event'; readonly name: string; readonly params: IngestParams }
  | { readonly kind: 'foreign'; readonly name: string; readonly why: string }
  /** Being written. */
  | { readonly kind: 'young' }
  /** Taken away since it was listed. */
  | { readonly kind: 'gone' };

type Outcome = 'taken' | 'setAside' | 'left';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PayloadError('', 'it is not JSON', { cause: error });
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);
