import { window, workspace } from 'vscode';

/** The folder of the workspace that the person is at work in: the one of the active editor, else the first. Undefined when none is open on this machine. */
export function currentFolder(): string | undefined {
  const edited = window.activeTextEditor && workspace.getWorkspaceFolder(window.activeTextEditor.document.uri);
  return [edited, ...(workspace.workspaceFolders ?? [])].find((folder) => folder?.uri.scheme === 'file')?.uri.fsPath;
}
