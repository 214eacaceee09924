import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cachedPackage } from './cachedPackage';
import { programOnPath } from './programOnPath';
import { installSystemPackages } from './systemPackages';

/** code-server's version is VS Code's, plus its own patch number. */
const VERSION = '4.139.1';

/** What code-server's native modules are built with: a Debian package and how to see that it is there. */
const BUILD_NEEDS: readonly { package: string; isThere: () => boolean }[] = [
  { package: 'libkrb5-dev', isThere: () => existsSync('/usr/include/gssapi/gssapi.h') || existsSync('/usr/include/gssapi.h') },
  { package: 'g++', isThere: () => programOnPath('g++') !== undefined },
  { package: 'make', isThere: () => programOnPath('make') !== undefined },
  { package: 'python3', isThere: () => programOnPath('python3') !== undefined },
];

/** The program that starts code-server: from the cache, else installed from the npm registry (about three minutes). */
export async function installCodeServer(): Promise<string> {
  const modules = await cachedPackage({ spec: `code-server@${VERSION}`, folderName: `code-server-${VERSION}-node${process.versions.modules}`, prepare });
  return join(modules, 'code-server', 'out', 'node', 'entry.js');
}

async function prepare(): Promise<void> {
  console.log('code-server takes about three minutes and 600 MB');
  if (process.platform !== 'linux') return;
  const missing = BUILD_NEEDS.filter((need) => !need.isThere()).map((need) => need.package);
  if (missing.length > 0) await installSystemPackages(missing, 'to build code-server, the VS Code that tests run in');
}
