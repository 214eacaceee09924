import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Agent } from '../core/hookEvent';
import type { Clock, Disposable, Logger } from '../core/ports';
import { messageOf } from '../core/errors';
import { Throttle } from '../core/throttle';
import { agentsWithBudget } from './contextBudget';

const INTERVAL_MS = 1_000;

export interface ContextFilesOptions {
  /** The file that a hook prints. */
  readonly pathOf: (project: string, agent: Agent | undefined) => string;
  readonly render: (project: string, agent: Agent | undefined) => Promise<string>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Keeps what new sessions are told ready in files, so that a hook needs to ask nobody. */
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

  /** The project has new memories. */
  refresh(project: string): void {
    if (this.isDisposed) return;
    this.changed.add(project);
    this.throttle.call();
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
      for (const agent of [undefined, ...agentsWithBudget()]) {
        if (this.isDisposed) return;
        try {
          replace(this.options.pathOf(project, agent), await this.options.render(project, agent));
        } catch (error) {
          this.options.log.warn(`the context of a project could not be written: ${messageOf(error)}`);
        }
      }
    }
  }
}

/** In one step, and only when it differs: a reader sees the old text or the new one. */
function replace(file: string, text: string): void {
  if (readIfThere(file) === text) return;
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, text, { mode: 0o600 });
  renameSync(temporary, file);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // It is not there yet, or cannot be read; writing will tell.
  }
}
