import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readText } from './files';
import { binFolder } from './hookCommand';

/** What can run the programs, and where the command line program is. */
export interface Runtimes {
  /** A Node that was tried; empty when there is none. */
  readonly tried: string;
  /** VS Code's own, which runs as Node when it is told to; empty when it is not known. */
  readonly own: string;
  /** The package whose command line program is run; it lies elsewhere after each update. */
  readonly packageFolder: string;
}

/** The file from which the launchers read them, a line each. */
export const RUNTIMES_FILE = 'runtime';

const LEAST_NODE = 18;
const PATIENCE_MS = 5_000;
const run = promisify(execFile);

export const runtimesText = ({ tried, own, packageFolder }: Runtimes): string => `${tried}\n${own}\n${packageFolder}\n`;

/** Those that are known, brought up to date by the program that runs this. */
export async function findRuntimes(packageFolder: string, recollectHome: string): Promise<Runtimes> {
  const [tried = '', own = ''] = (readText(join(binFolder(recollectHome), RUNTIMES_FILE)) ?? '').split('\n');
  const isVscode = process.versions['electron'] !== undefined || process.env['VSCODE_PID'] !== undefined || process.env['VSCODE_IPC_HOOK'] !== undefined;
  if (!isVscode) return { tried: process.execPath, own: existsSync(own) ? own : '', packageFolder };
  return { tried: tried !== '' && existsSync(tried) ? tried : await nodeOnPath(), own: process.execPath, packageFolder };
}

/** The program itself, not a shim that works in one folder and not in another. */
async function nodeOnPath(): Promise<string> {
  try {
    const { stdout } = await run('node', ['-p', 'process.versions.node + "\\n" + process.execPath'], { timeout: PATIENCE_MS });
    const [version = '', path = ''] = stdout.trim().split('\n');
    return Number.parseInt(version, 10) >= LEAST_NODE ? path : '';
  } catch {
    return ''; // There is none, or none that works.
  }
}
