import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenThings } from './openThings';

/** Everything one VS Code of a run writes to lies in one temporary folder. */
export interface HostFolders {
  readonly root: string;
  /** HOME: isolates the agents' own files. */
  readonly home: string;
  readonly userData: string;
  readonly extensions: string;
  readonly workspace: string;
  /** TMPDIR: VS Code leaves sockets there. */
  readonly temporary: string;
  /** RECOLLECT_HOME. */
  readonly recollectHome: string;
}

/** A quiet window: nothing in it but the workbench and what a test opens. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.reduceMotion': 'on',
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'update.mode': 'none',
};

export async function makeHostFolders(open: OpenThings, settings: Readonly<Record<string, unknown>> = {}): Promise<HostFolders> {
  // Short: a Unix socket's path under it must stay below 100 bytes.
  const root = await mkdtemp(join(tmpdir(), 'rcl-'));
  open.add(() => rm(root, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));
  const folders: HostFolders = {
    root,
    home: join(root, 'home'),
    userData: join(root, 'ud'),
    extensions: join(root, 'ext'),
    workspace: join(root, 'workspace'),
    temporary: join(root, 'tmp'),
    recollectHome: join(root, 'rh'),
  };
  for (const folder of [folders.home, folders.extensions, folders.workspace, folders.temporary, folders.recollectHome, join(folders.userData, 'User')]) await mkdir(folder, { recursive: true });
  await writeFile(join(folders.userData, 'User', 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
  await writeFile(join(folders.root, 'code-server.yaml'), '');
  return folders;
}

/** The environment of a VS Code that lives in these folders. */
export function hostEnvironment(folders: HostFolders, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  // What VS Code's own terminals and extension hosts set would make the new one take itself for a child of theirs.
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|npm_)/.test(name));
  return { ...Object.fromEntries(inherited), HOME: folders.home, USERPROFILE: folders.home, TMPDIR: folders.temporary, RECOLLECT_HOME: folders.recollectHome, ...more };
}
