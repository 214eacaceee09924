import { realpathSync, type Stats, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Project } from '../core/project';
import { remoteIn } from './gitRemote';
import { readSmallFile } from './readSmallFile';

const MAX_REMEMBERED = 500;
const REMEMBERED_MS = 60_000;

/**
 * Finds the project that a folder belongs to: the repository above it, whichever of its work trees the folder is in and by whatever
 * link it was reached; where there is none, the folder itself. Folders inside a repository are not projects of their own. A
 * repository is known by its remote, so that it stays the same when its folder is moved, renamed or cloned once more.
 */
export class ProjectResolver {
  private readonly known = new Map<string, { project: Project; untilMs: number }>();

  projectOf(cwd: string): Project {
    const nowMs = Date.now();
    const remembered = this.known.get(cwd);
    if (remembered && remembered.untilMs > nowMs) return remembered.project;
    const project = find(cwd);
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(cwd, { project, untilMs: nowMs + REMEMBERED_MS });
    return project;
  }
}

function find(cwd: string): Project {
  if (cwd === '') return { id: cwd, folder: cwd, tree: cwd };
  for (let folder = cwd; ; folder = dirname(folder)) {
    const git = statsOf(join(folder, '.git'));
    if (git) return git.isFile() ? linked(folder) : repository(folder, join(folder, '.git'));
    if (folder === dirname(folder)) return { id: real(cwd), folder: real(cwd), tree: real(cwd) };
  }
}

/** What cannot be looked at, a name that is too long or a link to itself say, is as good as not there: the event is kept all the same. */
function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * A folder whose `.git` is a file: one of several work trees, which is its repository's main one (or the bare repository), or a
 * submodule, which is a project of its own.
 */
function linked(folder: string): Project {
  try {
    const gitFolder = /^gitdir: (.+)$/m.exec(readSmallFile(join(folder, '.git')))?.[1];
    if (gitFolder === undefined) return repository(folder, folder);
    const own = resolve(folder, gitFolder);
    const common = commonFolder(own);
    if (common === undefined) return repository(folder, own);
    return repository(basename(common) === '.git' ? dirname(common) : common, common, folder);
  } catch {
    return repository(folder, folder);
  }
}

function commonFolder(gitFolder: string): string | undefined {
  try {
    return resolve(gitFolder, readSmallFile(join(gitFolder, 'commondir')).trim());
  } catch {
    return undefined; // Not one of several work trees.
  }
}

function repository(folder: string, gitFolder: string, tree = folder): Project {
  const there = real(folder);
  return { id: remoteOf(gitFolder) ?? there, folder: there, tree: real(tree) };
}

function remoteOf(gitFolder: string): string | undefined {
  try {
    return remoteIn(readSmallFile(join(gitFolder, 'config')));
  } catch {
    return undefined; // A folder called `.git` that is no repository, or one that cannot be read.
  }
}

function real(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder; // Gone, or of another machine: its name is all there is.
  }
}
