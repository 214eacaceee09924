import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../../src/core/errors';
import { cachedPackage } from '../vscodeHost/cachedPackage';

/** A client as the npm registry has it; one version, so that what a run shows holds the next day. */
export interface ClientPackage {
  readonly name: string;
  readonly version: string;
  /** Its program, as npm links it. */
  readonly program: string;
}

/** The folder that holds the client's program: from the cache, else installed; why not, where this machine cannot install it. */
export async function installClient({ name, version, program }: ClientPackage): Promise<{ readonly folder: string } | { readonly missing: string }> {
  const spec = `${name}@${version}`;
  try {
    const folder = join(await cachedPackage({ spec, folderName: `${name.split('/').at(-1) ?? name}-${version}` }), '.bin');
    return existsSync(join(folder, program)) ? { folder } : { missing: `${spec} has no program ${program} for this machine` };
  } catch (error) {
    return { missing: messageOf(error) };
  }
}
