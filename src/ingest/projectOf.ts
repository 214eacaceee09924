import { readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const MAX_REMEMBERED = 500;
const REMEMBERED_MS = 60_000;

/**
 * Finds the project that a folder belongs to: the repository above it, whichever of its work trees the folder is in and by whatever
 * link it was reached; where there is none, the folder itself. Folders inside a repository are not projects of their own.
 */
export class ProjectResolver {
  private readonly known = new Map<string, { project: string; untilMs: number }>();

  projectOf(cwd: string): string {
    const nowMs = Date.now();
    const remembered = this.known.get(cwd);
    if (remembered && remembered.untilMs > nowMs) return remembered.project;
    const project = find(cwd);
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(cwd, { project, untilMs: nowMs + REMEMBERED_MS });
    return project;
  }
}

function find(cwd: string): string {
  if (cwd === '') return cwd;
  for (let folder = cwd; ; folder = dirname(folder)) {
    const git = statSync(join(folder, '.git'), { throwIfNoEntry: false });
    if (git) return real(git.isFile() ? (mainTreeOf(folder) ?? folder) : folder);
    if (folder === dirname(folder)) return real(cwd);
  }
}

/** The main work tree of the one in `folder`; a submodule is a project of its own, and a bare repository has none. */
function mainTreeOf(folder: string): string | undefined {
  try {
    const gitFolder = /^gitdir: (.+)$/m.exec(readFileSync(join(folder, '.git'), 'utf8'))?.[1];
    if (gitFolder === undefined) return undefined;
    const own = resolve(folder, gitFolder);
    const common = resolve(own, readFileSync(join(own, 'commondir'), 'utf8').trim());
    return basename(common) === '.git' ? dirname(common) : common;
  } catch {
    return undefined; // No `commondir`: not one of several work trees.
  }
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // Gone, or of another machine: its name is all there is.
  }
}
