import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { REPOSITORY } from './repository';

const manifest = z.object({ publisher: z.string(), name: z.string(), version: z.string() });

/** The programs of an extension that was installed from its package. */
export interface InstalledExtension {
  readonly folder: string;
  readonly hook: string;
  readonly cli: string;
}

/** Where `npm run package` leaves this version's package. */
export async function packagePath(): Promise<string> {
  const { name, version } = await readManifest();
  return join(REPOSITORY, `${name}-${version}.vsix`);
}

export async function findInstalled(extensionsFolder: string): Promise<InstalledExtension> {
  const { publisher, name, version } = await readManifest();
  const prefix = `${publisher}.${name}-${version}`;
  const found = (await readdir(extensionsFolder)).find((entry) => entry.startsWith(prefix));
  if (found === undefined) throw new Error(`${prefix} is not installed in ${extensionsFolder}`);
  const folder = join(extensionsFolder, found);
  return { folder, hook: join(folder, 'dist', 'hook.js'), cli: join(folder, 'dist', 'cli.js') };
}

async function readManifest(): Promise<z.infer<typeof manifest>> {
  return manifest.parse(JSON.parse(await readFile(join(REPOSITORY, 'package.json'), 'utf8')));
}
