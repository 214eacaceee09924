import { build } from 'esbuild';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY } from './repository';

/** Bundles every test/host/**\/*.test.ts, or those whose path has one of `parts`, into one module with a `run()`; gives its path. */
export async function bundleSuite(parts: readonly string[] = []): Promise<string> {
  const files: string[] = [];
  for await (const file of glob('test/host/**/*.test.ts', { cwd: REPOSITORY })) if (parts.length === 0 || parts.some((part) => file.includes(part))) files.push(file);
  if (files.length === 0) throw new Error(`no host test: there is no file test/host/**/*.test.ts${parts.length === 0 ? '' : ` with ${parts.join(' or ')} in its path`}`);
  const imports = files.sort().map((file) => `await import(${JSON.stringify(`./${file}`)});`);
  const outfile = join(REPOSITORY, 'out', 'test', 'host', 'index.js');
  await build({
    stdin: {
      contents: `import { runMocha } from './test/support/hostSuite/runMocha';\nexport const run = () => runMocha(async () => { ${imports.join(' ')} });`,
      resolveDir: REPOSITORY,
      loader: 'ts',
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    packages: 'external',
    external: ['vscode'],
    logLevel: 'warning',
  });
  return outfile;
}
