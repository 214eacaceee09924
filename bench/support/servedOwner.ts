import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const ROOT = join(import.meta.dirname, '../..');
export const NODE = process.execPath;
const CLI = join(ROOT, 'dist/cli.js');

/** `recollect serve` as a process of its own. */
export interface ServedOwner {
  readonly home: string;
  readonly socket: string;
  readonly pid: number;
  readonly process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export function temporaryHome(): { home: string; remove: () => void } {
  const home = mkdtempSync(join(tmpdir(), 'rc-'));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

export async function serve(home: string, words: readonly string[] = [], environment: NodeJS.ProcessEnv = {}, stderr: 'inherit' | 'ignore' = 'inherit'): Promise<ServedOwner> {
  const child = spawn(NODE, [...(process.env['RECOLLECT_PROFILE'] ? ['--cpu-prof', '--cpu-prof-dir', process.env['RECOLLECT_PROFILE']] : []), CLI, 'serve', ...words], { env: { ...process.env, ...environment, RECOLLECT_HOME: home }, stdio: ['ignore', 'pipe', stderr] });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  for await (const line of createInterface({ input: child.stdout })) {
    const ready = JSON.parse(line) as { socket: string; pid: number };
    return {
      home,
      socket: ready.socket,
      pid: ready.pid,
      process: child,
      stop: async (signal = 'SIGTERM') => {
        child.kill(signal);
        await exited;
      },
    };
  }
  throw new Error('the owner ended before it was ready');
}

/** What `recollect COMMAND --json` prints. */
export function cli(home: string, ...words: string[]): unknown {
  const { stdout, status, stderr } = spawnSync(NODE, [CLI, ...words, '--json'], { env: { ...process.env, RECOLLECT_HOME: home }, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`recollect ${words.join(' ')} ended with ${String(status)}: ${stderr}`);
  return JSON.parse(stdout);
}
