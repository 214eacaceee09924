// Bundles each program of the package into dist/ (see "Programs" in CONTRIBUTING.md).
import { build, context } from 'esbuild';
import { cp, mkdir, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';

const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const watch = process.argv.includes('--watch');
const common = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: !watch && !process.argv.includes('--readable'),
  sourcemap: watch ? 'linked' : false,
  legalComments: 'none',
  // The watching task of .vscode/tasks.json waits for its lines.
  logLevel: watch ? 'info' : 'warning',
  outdir: 'dist',
  external: ['vscode'],
  // Its default entry requires files by names that no bundler can follow.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  define: { RECOLLECT_VERSION: JSON.stringify(version) },
};
/** What few hooks need. */
const LOADED_BY_HOOK = ['printContext', 'secretCleaner'];
const programs = ['extension', 'owner', 'cli', 'uninstall'].map((name) => ({ in: `src/${name}.ts`, out: name }));
const builds = [
  { ...common, entryPoints: programs.filter((program) => existsSync(program.in)) },
  // Agents run it with the Node that a machine has.
  { ...common, target: 'node18', entryPoints: ['hook', ...LOADED_BY_HOOK].map((name) => ({ in: `src/ingest/${name}.ts`, out: name })), external: LOADED_BY_HOOK.map((name) => `./${name}`) },
];

if (!watch) await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await cp('node_modules/sql.js/dist/sql-wasm.wasm', 'dist/sql-wasm.wasm');
for (const options of builds) {
  if (watch) await (await context(options)).watch();
  else await build(options);
}
