import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './freePort';
import { hostEnvironment, type HostFolders } from './hostFolders';
import type { OpenThings } from './openThings';
import { endGroup } from './processGroup';
import { mustRun } from './runCommand';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 5_000;

export interface CodeServer {
  readonly port: number;
  readonly url: string;
}

export interface CodeServerOptions {
  /** Makes the server honour a test payload; toasts and dialogs are not shown then. */
  readonly smokeTestDriver: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts a server whose process group ends with `open`. */
export async function startCodeServer(entry: string, folders: HostFolders, open: OpenThings, options: CodeServerOptions): Promise<CodeServer> {
  const port = await freePort();
  const args = [
    entry,
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
    ...folderArguments(folders),
    ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust', '--disable-getting-started-override'],
    ...(options.smokeTestDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
  const log = join(folders.root, 'server.log');
  const fd = openSync(log, 'a');
  const child = spawn(process.execPath, args, { env: hostEnvironment(folders, options.env), stdio: ['ignore', fd, fd], detached: true });
  // Its children (VS Code's server, extension hosts) are in its process group.
  open.add(() => endGroup(child, STOP_TIMEOUT_MS));
  const url = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`code-server did not start:\n${await readFile(log, 'utf8')}`);
    await sleep(100);
  }
  return { port, url };
}

/** Installs a .vsix as a user would. */
export async function installVsix(entry: string, folders: HostFolders, vsix: string): Promise<void> {
  await mustRun(process.execPath, [entry, ...folderArguments(folders), '--install-extension', vsix], { env: hostEnvironment(folders) });
}

function folderArguments(folders: HostFolders): string[] {
  return ['--user-data-dir', folders.userData, '--extensions-dir', folders.extensions, '--config', join(folders.root, 'code-server.yaml')];
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false; // Not listening yet.
  }
}
