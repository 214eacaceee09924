import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { OwnerProgramStart } from './ownerProgram';
import { program } from './programs';

interface Said {
  readonly ready?: boolean;
  readonly socket?: string;
  readonly generation?: number;
  readonly ended?: string;
  readonly failed?: string;
}

const running = new Set<ChildProcess>();

/** Ends what a test left behind, and says how many that were. */
export function endAllOwners(): number {
  const left = running.size;
  for (const child of running) child.kill('SIGKILL');
  return left;
}

/** An owner in a process of its own. */
export class OwnerProcess {
  readonly said: Said[] = [];
  readonly exited: Promise<void>;
  private readonly child: ChildProcess;
  private readonly first: Promise<Said | undefined>;
  stderr = '';

  constructor(start: OwnerProgramStart) {
    const child = spawn(process.execPath, [program(join(__dirname, 'ownerProgram.ts')), JSON.stringify(start)], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    running.add(child);
    this.exited = once(child, 'close').then(() => void running.delete(child));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    const lines = createInterface({ input: child.stdout });
    this.first = new Promise((resolve) => {
      lines.on('line', (line) => {
        const said = JSON.parse(line) as Said;
        this.said.push(said);
        resolve(said);
      });
      lines.once('close', () => resolve(undefined));
    });
  }

  /** Its socket; undefined when it ended before it was ready. */
  async socket(): Promise<string | undefined> {
    return (await this.first)?.socket;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return running.has(this.child);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async end(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }
}
