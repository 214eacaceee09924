import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostFolders } from './hostFolders';
import { REPOSITORY } from './repository';

/** Copies the logs of a run's VS Code to out/logs/NAME before its folders are deleted. */
export async function keepLogs(folders: HostFolders, name: string): Promise<void> {
  const target = join(REPOSITORY, 'out', 'logs', name);
  await rm(target, { recursive: true, force: true });
  for (const source of [join(folders.userData, 'logs'), join(folders.root, 'server.log')]) {
    if (existsSync(source)) await cp(source, join(target, source.endsWith('.log') ? 'server.log' : 'vscode'), { recursive: true });
  }
}
