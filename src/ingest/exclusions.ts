import { homedir } from 'node:os';
import picomatch from 'picomatch';
import { actionOf } from '../core/action/action';
import { projectPath } from '../core/action/files';
import type { HookEvent, ToolUse } from '../core/hookEvent';
import type { Project } from '../core/project';
import type { Exclude } from '../core/settings';

type Matches = (path: string) => boolean;

/** Leaves out of the memory what the person does not want in it, before anything of it is stored. */
export class Exclusions {
  private readonly file: Matches;
  private readonly project: Matches;

  constructor({ files, projects }: Exclude) {
    this.file = matcher(files);
    this.project = matcher(projects.map(folderGlob).filter((glob) => glob !== '').flatMap((glob) => [glob, `${glob}/**`]));
  }

  /** Whether nothing that happens there is to be kept. */
  leavesOutProject({ id, folder, tree }: Project, cwd: string): boolean {
    return [id, folder, tree, cwd].some((name) => name !== '' && this.project(name.replaceAll('\\', '/')));
  }

  /** Whether nothing of this event is to be kept. A tool use that touches one such file is left out as a whole. */
  leavesOut(event: HookEvent, project: Project): boolean {
    if (this.leavesOutProject(project, event.cwd)) return true;
    return event.kind === 'toolUse' && filesNamedIn(event.toolUse).some((file) => this.file(projectPath('', file)) || this.file(projectPath(project.tree, file)));
  }
}

/** A glob without a slash is that of a name in any folder. */
function matcher(globs: readonly string[]): Matches {
  const given = globs.filter((glob) => glob.trim() !== '');
  const options = { dot: true, nocase: true };
  const names = picomatch(given.filter((glob) => !glob.includes('/')), { ...options, basename: true });
  const paths = picomatch(given.filter((glob) => glob.includes('/')), options);
  return given.length === 0 ? () => false : (path) => names(path) || paths(path);
}

const folderGlob = (glob: string): string => glob.trim().replace(/^~(?=[\\/])/, homedir()).replaceAll('\\', '/').replace(/\/+$/, '');

function filesNamedIn(toolUse: ToolUse): readonly string[] {
  const action = actionOf(toolUse);
  switch (action.kind) {
    case 'edit':
      return action.edits.map((edit) => edit.file);
    case 'command':
      return [...action.edits.map((edit) => edit.file), ...wordsOf(action.command)];
    case 'read':
      return action.files;
    case 'search':
      return [action.where];
    case 'mcp':
    case 'other':
      return wordsOf(action.argument);
    case 'web':
    case 'delegate':
    case 'bookkeeping':
      return [];
  }
}

/** What in a command can be a file. */
const wordsOf = (text: string): readonly string[] => text.split(/[\s"'`=;|&<>(),]+/).filter((word) => word !== '');
