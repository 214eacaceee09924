import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LinkProgramStart } from './linkProgram';
import { program, WASM_FILE } from './programs';

interface LinkState {
  readonly isOwner: boolean;
  readonly owner: number | null;
  readonly version: string | null;
}

const SOURCES = join(__dirname, '../../../src');
const running = new Set<WindowProcess>();

export async function endAllWindows(): Promise<void> {
  await Promise.all([...running].map((window) => window.end('SIGKILL')));
}

/** A window as the owner sees it: a process that attaches to the owner, or becomes it. */
export class WindowProcess {
  state: LinkState = { isOwner: false, owner: null, version: null };
  stderr = '';
  private readonly child: ChildProcess;
  private readonly exited: Promise<unknown>;

  constructor(home: string, version = '0.1.0') {
    const start: LinkProgramStart = { home, dataFolder: join(home, 'data'), ownerProgram: program(join(SOURCES, 'owner.ts')), wasmFile: WASM_FILE, version };
    const child = spawn(process.execPath, [program(join(__dirname, 'linkProgram.ts')), JSON.stringify(start)], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    running.add(this);
    this.exited = once(child, 'exit').then(() => running.delete(this));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
    createInterface({ input: child.stdout }).on('line', (line) => (this.state = JSON.parse(line) as LinkState));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get isRunning(): boolean {
    return running.has(this);
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    this.child.kill(signal);
    await this.exited;
  }
}

/** Waits until `condition` holds. */
export async function until(condition: () => boolean | Promise<boolean>, what: string, timeoutMs = 20_000, pollMs = 5): Promise<void> {
  const untilMs = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > untilMs) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`);
    await sleep(pollMs);
  }
}
