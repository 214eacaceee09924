import { type CodeServer, installVsix, startCodeServer } from './codeServer';
import { type HostFolders, hostEnvironment, makeHostFolders } from './hostFolders';
import { findInstalled, type InstalledExtension, packagePath } from './installedExtension';
import { installCodeServer } from './installCodeServer';
import type { OpenThings } from './openThings';

/** A code-server with the packaged extension installed in it, as a person has it: no test payload, no driver. */
export interface InstalledHost {
  readonly server: CodeServer;
  readonly folders: HostFolders;
  readonly extension: InstalledExtension;
  /** For programs that are to meet this host's Recollect. */
  readonly env: NodeJS.ProcessEnv;
}

export async function startInstalled(open: OpenThings, settings?: Readonly<Record<string, unknown>>): Promise<InstalledHost> {
  const entry = await installCodeServer();
  const folders = await makeHostFolders(open, settings);
  await installVsix(entry, folders, await packagePath());
  const extension = await findInstalled(folders.extensions);
  const server = await startCodeServer(entry, folders, open, { smokeTestDriver: false });
  return { server, folders, extension, env: hostEnvironment(folders) };
}
