import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

export const WASM_FILE = require.resolve('sql.js/dist/sql-wasm.wasm');
const built = new Map<string, string>();
let folder: string | undefined;

/** A TypeScript program as one file that node runs; built once. */
export function program(source: string): string {
  const known = built.get(source);
  if (known !== undefined) return known;
  folder ??= mkdtempSync(join(tmpdir(), 'recollect-crash-programs-'));
  const outfile = join(folder, `${built.size}.cjs`);
  buildSync({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'], logLevel: 'error', define: { RECOLLECT_VERSION: '"0.1.0"' } });
  built.set(source, outfile);
  return outfile;
}

process.once('exit', () => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});
