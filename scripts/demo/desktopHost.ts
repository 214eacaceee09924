import { spawn } from 'node:child_process';
import { findInstalled, packagePath } from '../../test/support/vscodeHost/installedExtension';
import { hostEnvironment, makeHostFolders } from '../../test/support/vscodeHost/hostFolders';
import type { OpenThings } from '../../test/support/vscodeHost/openThings';
import { endGroup } from '../../test/support/vscodeHost/processGroup';
import { programOnPath } from '../../test/support/vscodeHost/programOnPath';
import { mustRun } from '../../test/support/vscodeHost/runCommand';
import type { DemoHost } from './demoHost';

const GRACE_MS = 10_000;

/** VS Code's command line program, where there is one and a screen for its windows. */
export function desktopProgram(): string | undefined {
  // Windows starts it through a shell, and in a remote terminal `code` speaks to the person's own window.
  if (process.platform === 'win32' || process.env['VSCODE_IPC_HOOK_CLI'] !== undefined) return undefined;
  const hasScreen = process.platform === 'darwin' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  return hasScreen ? programOnPath('code') : undefined;
}

/** Opens a window of the desktop VS Code that has its own settings and extensions. */
export async function openDesktop(code: string, open: OpenThings, settings: Readonly<Record<string, unknown>>): Promise<DemoHost> {
  const folders = await makeHostFolders(open, settings);
  const env = hostEnvironment(folders);
  const own = ['--user-data-dir', folders.userData, '--extensions-dir', folders.extensions];
  await mustRun(code, [...own, '--install-extension', await packagePath()], { env });
  const extension = await findInstalled(folders.extensions);
  const window = spawn(code, [...own, '--disable-workspace-trust', '--skip-welcome', '--new-window', '--wait', folders.workspace], { env, stdio: 'ignore', detached: true });
  open.add(() => endGroup(window, GRACE_MS));
  const closed = new Promise<void>((resolve, reject) => {
    window.once('error', reject);
    window.once('exit', () => resolve());
  });
  return { folders, extension, env, closed };
}
