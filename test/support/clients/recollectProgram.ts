import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../vscodeHost/runCommand';

/** One line of `recollect export`. */
export interface ExportedLine {
  readonly kind: string;
  readonly text?: string;
  readonly title?: string;
  readonly evidence?: readonly string[];
  readonly filesModified?: readonly string[];
  readonly [key: string]: unknown;
}

/** The command line program, for one user. */
export class RecollectProgram {
  constructor(
    private readonly cli: string,
    private readonly recollectHome: string,
    private readonly environment: NodeJS.ProcessEnv,
  ) {}

  /** What it prints. */
  run(...words: string[]): Promise<string> {
    return mustRun(process.execPath, [this.cli, ...words], { env: this.environment });
  }

  async exported(): Promise<readonly ExportedLine[]> {
    return (await this.run('export')).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as ExportedLine);
  }

  /** What is ready to be told to new sessions, a text for each work tree and kind of agent. */
  readyContexts(): readonly string[] {
    const folder = join(this.recollectHome, 'context');
    try {
      return readdirSync(folder).filter((name) => name.endsWith('.md')).map((name) => readFileSync(join(folder, name), 'utf8'));
    } catch {
      return []; // Nothing was remembered yet.
    }
  }

  /** The events that wait for an owner. */
  spooled(): readonly string[] {
    try {
      return readdirSync(join(this.recollectHome, 'spool')).filter((name) => name.endsWith('.json'));
    } catch {
      return []; // No hook has left anything.
    }
  }
}
