import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import type * as Os from 'node:os';
import { join, resolve } from 'node:path';

/** Where the programs of one user find each other. */
export interface HomePaths {
  readonly folder: string;
  readonly homeFile: string;
  readonly spoolFolder: string;
  readonly hookLog: string;
  /** What new sessions are told, ready to print. */
  readonly contextFolder: string;
}

/** Content of home.json. */
export interface HomeInfo {
  readonly version: 1;
  readonly dataFolder: string;
  readonly socket: string;
  /** Generation of the owner that wrote it; -1 when it does not say. */
  readonly generation: number;
}

export function homePaths(environment: NodeJS.ProcessEnv = process.env): HomePaths {
  const set = environment['RECOLLECT_HOME'];
  const folder = set === undefined || set === '' ? join(homeOfUser(environment), '.recollect') : resolve(set);
  return { folder, homeFile: join(folder, 'home.json'), spoolFolder: join(folder, 'spool'), hookLog: join(folder, 'hook.log'), contextFolder: join(folder, 'context') };
}

/** What `os.homedir()` looks at first; loading it would be felt in the hook. */
function homeOfUser(environment: NodeJS.ProcessEnv): string {
  const home = environment[process.platform === 'win32' ? 'USERPROFILE' : 'HOME'];
  if (home !== undefined && home !== '') return home;
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- hardly ever needed, see above
  return (require('node:os') as typeof Os).homedir();
}

/** Parsed by hand: the hook program carries no library. @throws Error that names what is wrong */
export function parseHomeInfo(value: unknown): HomeInfo {
  const { version, dataFolder, socket, generation } = (value ?? {}) as Record<string, unknown>;
  // Short, because the hook program carries it.
  if (version !== 1 || typeof dataFolder !== 'string' || typeof socket !== 'string' || dataFolder === '' || socket === '') throw new Error('it is not one of ours');
  return { version, dataFolder, socket, generation: typeof generation === 'number' ? generation : -1 };
}

/** @returns undefined when there is none yet. @throws Error when it cannot be read or is not one of ours */
export function readHomeInfo(paths: HomePaths): HomeInfo | undefined {
  let text: string;
  try {
    text = readFileSync(paths.homeFile, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return parseHomeInfo(JSON.parse(text));
}

/** Replaces home.json in one step: a reader sees the old or the new one, never a part. */
export function writeHomeInfo(paths: HomePaths, info: HomeInfo): void {
  mkdirSync(paths.folder, { recursive: true, mode: 0o700 });
  const temporary = `${paths.homeFile}.${process.pid}.tmp`;
  try {
    const file = openSync(temporary, 'w', 0o600);
    try {
      const bytes = Buffer.from(`${JSON.stringify(info)}\n`);
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, paths.homeFile);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Whether home.json leads to this very owner. */
export function namesOwner(paths: HomePaths, info: HomeInfo): boolean {
  try {
    return readHomeInfo(paths)?.socket === info.socket;
  } catch {
    return false; // Damaged is as good as gone.
  }
}
