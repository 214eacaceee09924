import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withFileLock } from './fileLock';
import { mustRun } from './runCommand';
import { testCacheFolder } from './testCache';

export interface CachedPackage {
  /** Name and exact version, as npm takes them. */
  readonly spec: string;
  /** Its folder's name in the cache. */
  readonly folderName: string;
  /** What an install needs of the machine, and how much it takes. */
  readonly prepare?: () => Promise<void>;
}

/** `node_modules` with one package of the npm registry and what it needs: from the cache, else installed. */
export async function cachedPackage({ spec, folderName, prepare }: CachedPackage): Promise<string> {
  const cache = testCacheFolder();
  const folder = join(cache, folderName);
  const modules = join(folder, 'node_modules');
  if (existsSync(modules)) return modules;
  await mkdir(cache, { recursive: true });
  await withFileLock(`${folder}.lock`, () => console.log(`Waiting for another run that installs ${spec}`), async () => {
    if (existsSync(modules)) return;
    await prepare?.();
    console.log(`Installing ${spec} into ${cache} (once)`);
    await installInto(cache, folder, spec);
  });
  return modules;
}

/** A half-failed install leaves a broken tree: it happens in a folder of its own that gets its name when it is whole. */
async function installInto(cache: string, folder: string, spec: string): Promise<void> {
  const attempt = await mkdtemp(join(cache, 'installing-'));
  try {
    await writeFile(join(attempt, 'package.json'), '{"private":true}');
    await mustRun('npm', ['install', '--prefix', attempt, '--no-audit', '--no-fund', '--no-save', spec], { cwd: attempt, env: environmentOfNpm() });
    await rename(attempt, folder);
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
