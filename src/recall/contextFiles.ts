import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../core/errors';
import type { Clock, Disposable, Logger } from '../core/ports';
import { Throttle } from '../core/throttle';

const INTERVAL_MS = 1_000;

export interface ContextFilesOptions {
  readonly folder: string;
  /** What the names of a project's files begin with. */
  readonly prefixOf: (project: string) => string;
  /** Texts by the names of their files. */
  readonly render: (project: string) => Promise<ReadonlyMap<string, string>>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Keeps what new sessions are told ready in files, so that a hook needs to ask nobody. What is not remembered any more is in no file either. */
export class ContextFiles implements Disposable {
  private readonly changed = new Set<string>();
  private readonly throttle: Throttle;
  private isDisposed = false;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly options: ContextFilesOptions) {
    this.throttle = new Throttle(options.clock, INTERVAL_MS, () => {
      this.writing = this.writing.then(() => this.write());
    });
  }

  /** The project has new memories, or is worked in. */
  refresh(project: string): void {
    if (this.isDisposed) return;
    this.changed.add(project);
    this.throttle.call();
  }

  /** Removes the files of all other projects: what they tell is remembered no more (the data folder was emptied, say). */
  keepOnly(projects: readonly string[]): void {
    const { folder, prefixOf, log } = this.options;
    const kept = projects.map(prefixOf);
    try {
      for (const name of readdirIfThere(folder)) if (!kept.some((prefix) => name.startsWith(prefix))) rmSync(join(folder, name), { force: true });
    } catch (error) {
      log.warn(`contexts of what is not remembered any more could not be removed: ${messageOf(error)}`);
    }
  }

  /** Writes at once what has changed. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** Resolves when nothing is being written. */
  settled(): Promise<void> {
    return this.writing;
  }

  dispose(): void {
    this.isDisposed = true;
    this.throttle.dispose();
  }

  private async write(): Promise<void> {
    const projects = [...this.changed];
    this.changed.clear();
    for (const project of projects) {
      try {
        const texts = await this.options.render(project);
        if (this.isDisposed) return;
        this.replace(this.options.prefixOf(project), texts);
      } catch (error) {
        this.options.log.warn(`the context of a project could not be written: ${messageOf(error)}`);
      }
    }
  }

  private replace(prefix: string, texts: ReadonlyMap<string, string>): void {
    const { folder } = this.options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const [name, text] of texts) replaceFile(join(folder, name), text);
    for (const name of readdirSync(folder)) if (name.startsWith(prefix) && !texts.has(name)) rmSync(join(folder, name), { force: true });
  }
}

/** In one step, and only when it differs: a reader sees the old text or the new one. Without a text there is no file. */
function replaceFile(file: string, text: string): void {
  if (text === '') return rmSync(file, { force: true });
  if (readIfThere(file) === text) return;
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}

function readdirIfThere(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // It is not there yet, or cannot be read; writing will tell.
  }
}
