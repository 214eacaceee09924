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

interface InstalledOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packages of further extensions. */
  readonly more?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export async function startInstalled(open: OpenThings, { settings, more = [], env = {} }: InstalledOptions = {}): Promise<InstalledHost> {
  const entry = await installCodeServer();
  const folders = await makeHostFolders(open, settings);
  for (const vsix of [await packagePath(), ...more]) await installVsix(entry, folders, vsix);
  const extension = await findInstalled(folders.extensions);
  const server = await startCodeServer(entry, folders, open, { smokeTestDriver: false, env });
  return { server, folders, extension, env: hostEnvironment(folders) };
}
