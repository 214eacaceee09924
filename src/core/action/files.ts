import type { Action } from './action';

/** A path as a person of the project writes it: relative to the project, with forward slashes; others as they are. */
export function projectPath(project: string, path: string): string {
  const slashed = path.replaceAll('\\', '/');
  const root = project.replaceAll('\\', '/').replace(/\/+$/u, '');
  if (root !== '' && slashed.startsWith(`${root}/`)) return slashed.slice(root.length + 1);
  return slashed.replace(/^\.\//u, '');
}

/** The files that an action read and modified, relative to the project. A failed action modified nothing, unless it was a command. */
export function filesOf(action: Action, project: string): { readonly read: readonly string[]; readonly modified: readonly string[] } {
  const relative = (path: string): string => projectPath(project, path);
  switch (action.kind) {
    case 'edit':
      return { read: [], modified: action.failure === undefined ? action.edits.map((edit) => relative(edit.file)) : [] };
    case 'command':
      return { read: [], modified: action.edits.map((edit) => relative(edit.file)) };
    case 'read':
      return { read: action.failure === undefined ? action.files.map(relative) : [], modified: [] };
    case 'search':
    case 'web':
    case 'delegate':
    case 'mcp':
    case 'bookkeeping':
    case 'other':
      return { read: [], modified: [] };
  }
}
