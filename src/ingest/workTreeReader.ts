import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import type { Disposable } from '../core/ports';
import type { FileState, WorkTrees, WorkTreeState } from '../core/workTree';
import { gitIn } from './git';
import type { ProjectResolver } from './projectOf';

/** What git said is believed for so long, unless a session began or ended: memories come faster than that. */
const BELIEVED_MS = 30_000;
const MAX_CHANGED = 100;
const MAX_FILES = 200;
const MAX_COMMITS = 300;

type Commits = ReadonlyMap<string, FileState['commits']>;
interface Said {
  readonly changed: readonly string[];
  readonly commits: Commits;
  readonly untilMs: number;
}

/** Reads work trees: files by looking at them, the rest by asking git. Nobody waits for it: it is done beside, and in its own time. */
export class WorkTreeReader implements WorkTrees, Disposable {
  private readonly said = new Map<string, Said>();
  private readonly ending = new AbortController();

  constructor(private readonly projects: ProjectResolver) {}

  rootOf(folder: string, project: string): string | undefined {
    const { id, tree } = this.projects.projectOf(folder);
    return id === project ? tree : undefined;
  }

  async stateOf(root: string, files: readonly string[], sinceMs: number): Promise<WorkTreeState | undefined> {
    if (root === '' || !existsSync(root)) return undefined;
    const inside = files.filter((file) => file !== '' && !isAbsolute(file) && !/^[a-z]:|^~|(?:^|\/)\.\.(?:\/|$)|\0/iu.test(file)).slice(0, MAX_FILES);
    const { changed, commits } = await this.ask(root, inside, sinceMs);
    const states = await Promise.all(inside.map(async (file) => [file, { bytes: await bytesOf(join(root, file)), commits: commits.get(file) ?? [] }] as const));
    return { changed, files: new Map(states.filter(([, { bytes }]) => bytes !== 'unknown') as [string, FileState][]) };
  }

  /** A session began or ended in it: git is asked anew. */
  forget(root: string): void {
    this.said.delete(root);
  }

  dispose(): void {
    this.ending.abort();
  }

  private async ask(root: string, files: readonly string[], sinceMs: number): Promise<Said> {
    const known = this.said.get(root);
    if (known && known.untilMs > Date.now()) return known;
    const git = existsSync(join(root, '.git')) ? await gitIn(root, this.ending.signal) : undefined;
    const [status, log] = git ? await Promise.all([git(STATUS), files.length === 0 ? undefined : git(logSince(sinceMs, files))]) : [];
    const said = { changed: changedIn(status ?? ''), commits: commitsIn(log ?? ''), untilMs: Date.now() + BELIEVED_MS };
    this.said.set(root, said);
    return said;
  }
}

const STATUS = ['status', '--porcelain=v1', '-z', '--no-renames', '--ignore-submodules=all', '--untracked-files=normal'];

function logSince(sinceMs: number, files: readonly string[]): string[] {
  return ['log', `--since=${new Date(sinceMs).toISOString()}`, `--max-count=${MAX_COMMITS}`, '--format=%x00%ct', '--numstat', '--no-renames', '--no-ext-diff', '--no-textconv', '--no-color', '--ignore-submodules=all', '--', ...files];
}

/** Of a folder that is new as a whole git names the folder alone: it has no file that a memory could be about for long. */
function changedIn(status: string): string[] {
  const paths = status.split('\0').map((entry) => entry.slice(3));
  return paths.filter((path) => path !== '' && !path.endsWith('/')).sort().slice(0, MAX_CHANGED);
}

function commitsIn(log: string): Commits {
  const byFile = new Map<string, { atMs: number; lines: number }[]>();
  for (const commit of log.split('\0').reverse()) {
    const [seconds, ...lines] = commit.split('\n');
    for (const line of lines) {
      const [, added, removed, file] = /^(\d+)\t(\d+)\t(.+)$/u.exec(line) ?? [];
      if (file === undefined) continue;
      const commits = byFile.get(file) ?? [];
      commits.push({ atMs: Number(seconds) * 1000, lines: Number(added) + Number(removed) });
      byFile.set(file, commits);
    }
  }
  return byFile;
}

/** Undefined where there is nothing; what cannot be looked at is `unknown`, not gone. */
async function bytesOf(path: string): Promise<number | undefined | 'unknown'> {
  try {
    return (await lstat(path)).size;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? undefined : 'unknown';
  }
}
