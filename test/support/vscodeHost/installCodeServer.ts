import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFileLock } from './fileLock';
import { programOnPath } from './programOnPath';
import { mustRun } from './runCommand';
import { installSystemPackages } from './systemPackages';
import { testCacheFolder } from './testCache';

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
  const cache = testCacheFolder();
  const home = join(cache, `code-server-${VERSION}-node${process.versions.modules}`);
  const entry = join(home, 'node_modules', 'code-server', 'out', 'node', 'entry.js');
  if (existsSync(entry)) return entry;
  await mkdir(cache, { recursive: true });
  await withFileLock(`${home}.lock`, () => console.log('Waiting for another run that installs code-server'), async () => {
    if (!existsSync(entry)) await installInto(cache, home);
  });
  return entry;
}

/** A half-failed install leaves a broken tree: it happens in a folder of its own that gets its name when it is whole. */
async function installInto(cache: string, home: string): Promise<void> {
  if (process.platform === 'linux') {
    const missing = BUILD_NEEDS.filter((need) => !need.isThere()).map((need) => need.package);
    if (missing.length > 0) await installSystemPackages(missing, 'to build code-server, the VS Code that tests run in');
  }
  console.log(`Installing code-server ${VERSION} into ${cache} (once; about three minutes, 600 MB)`);
  const attempt = await mkdtemp(join(cache, 'installing-'));
  try {
    await writeFile(join(attempt, 'package.json'), '{"private":true}');
    await mustRun('npm', ['install', '--prefix', attempt, '--no-audit', '--no-fund', '--no-save', `code-server@${VERSION}`], { cwd: attempt, env: environmentOfNpm() });
    await rename(attempt, home);
  } finally {
    await rm(attempt, { recursive: true, force: true });
  }
}

/** What the npm around this run says of the way to the registry. The rest is about that npm's own package, quiet and Node. */
const KEPT_OF_NPM = /^npm_config_(registry|https?_proxy|proxy|noproxy|cafile|strict_ssl|cache|userconfig)$/i;

/** npm's environment for a package of its own, whose install scripts are needed. */
function environmentOfNpm(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || KEPT_OF_NPM.test(name));
  return { ...Object.fromEntries(inherited), npm_config_dangerously_allow_all_scripts: 'true' };
}
