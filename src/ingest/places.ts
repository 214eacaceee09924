import { realpathSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { FileNames, Places, Project } from '../core/project';
import type { ProjectResolver } from './projectOf';

/** Where things are, from the folders of this machine. */
export class FolderPlaces implements Places {
  constructor(
    private readonly projects: ProjectResolver,
    readonly isLeftOut: Places['isLeftOut'] = () => false,
  ) {}

  projectOf(folder: string): Project {
    return this.projects.projectOf(folder);
  }

  namesOf(file: string): FileNames {
    const path = real(file);
    const inside = new Map<string, string>();
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      const project = this.projects.projectOf(folder);
      if (!inside.has(project.id)) inside.set(project.id, relative(project.tree, path));
      if (folder === dirname(folder)) break;
    }
    return { inside: [...inside].map(([project, within]) => ({ project, path: within })), whole: [...new Set([file, path])] };
  }
}

function real(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file; // Gone; what is remembered of it is not.
  }
}
