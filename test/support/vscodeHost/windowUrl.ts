import type { CodeServer } from './codeServer';

export interface WindowContents {
  /** The folder that the window opens. */
  readonly folder: string;
  /** An extension's repository that is run instead of an installed one. */
  readonly extensionFolder?: string;
  /** A module of which the extension host calls `run()`. */
  readonly suite?: string;
}

/** The address of a window. A payload is honoured only by a server with the smoke test driver. */
export function windowUrl(server: CodeServer, contents: WindowContents): string {
  const address = `${server.url}/?folder=${encodeURIComponent(contents.folder)}`;
  const remote = (path: string): string => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload: [string, string][] = [];
  if (contents.extensionFolder !== undefined) payload.push(['extensionDevelopmentPath', remote(contents.extensionFolder)]);
  if (contents.suite !== undefined) payload.push(['extensionTestsPath', remote(contents.suite)]);
  return payload.length === 0 ? address : `${address}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}
