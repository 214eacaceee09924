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
  // hook.js loads printContext.js when a session begins.
  external: ['vscode', './printContext'],
  define: { RECOLLECT_VERSION: JSON.stringify(version) },
};
const programs = ['extension', 'owner', 'cli'].map((name) => ({ in: `src/${name}.ts`, out: name })).concat({ in: 'src/ingest/hook.ts', out: 'hook' }, { in: 'src/ingest/printContext.ts', out: 'printContext' });
const options = { ...common, entryPoints: programs.filter((program) => existsSync(program.in)) };

if (!watch) await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await cp('node_modules/sql.js/dist/sql-wasm.wasm', 'dist/sql-wasm.wasm');
if (watch) await (await context(options)).watch();
else await build(options);
