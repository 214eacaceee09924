import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

const MAX_REMEMBERED = 500;
const REMEMBERED_MS = 60_000;

/** Finds the project that a folder belongs to: the nearest folder above it that git works in, else the folder itself. */
export class ProjectResolver {
  private readonly known = new Map<string, { project: string; untilMs: number }>();

  projectOf(cwd: string): string {
    const nowMs = Date.now();
    const remembered = this.known.get(cwd);
    if (remembered && remembered.untilMs > nowMs) return remembered.project;
    const project = this.find(cwd);
    if (this.known.size >= MAX_REMEMBERED) this.known.clear();
    this.known.set(cwd, { project, untilMs: nowMs + REMEMBERED_MS });
    return project;
  }

  private find(cwd: string): string {
    for (let folder = cwd; ; folder = dirname(folder)) {
      if (existsSync(join(folder, '.git'))) return folder;
      if (folder === dirname(folder)) return cwd;
    }
  }
}
