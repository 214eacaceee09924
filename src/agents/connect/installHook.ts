import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readText, removeEmpty, removeFile, writeText } from './files';
import { binFolder, LAUNCHER } from './hookCommand';
import { CLI_LAUNCHER } from './mcpServer';
import { type Runtimes, RUNTIMES_FILE, runtimesText } from './runtimes';

const EXECUTABLE = 0o755;

/** What the agents' command lines run, from its place in the package to its name in the `bin` folder. */
const COPIES = [
  { from: ['dist', 'hook.js'], name: 'hook.js', mode: 0o644 },
  { from: ['dist', 'printContext.js'], name: 'printContext.js', mode: 0o644 },
  { from: ['dist', 'secretCleaner.js'], name: 'secretCleaner.js', mode: 0o644 },
  { from: ['plugin', LAUNCHER], name: LAUNCHER, mode: EXECUTABLE },
  { from: ['plugin', `${LAUNCHER}.cmd`], name: `${LAUNCHER}.cmd`, mode: EXECUTABLE },
  { from: ['plugin', CLI_LAUNCHER], name: CLI_LAUNCHER, mode: EXECUTABLE },
  { from: ['plugin', `${CLI_LAUNCHER}.cmd`], name: `${CLI_LAUNCHER}.cmd`, mode: EXECUTABLE },
];

/**
 * Copies the hook program, and a launcher of the command line program, to where agents run them. An extension's folder has another name after each update, which would break
 * every agent and make Codex ask for trust again; this one stays.
 *
 * @returns the names of the files that were not there or not the same
 */
export function installHook(packageFolder: string, recollectHome: string, runtimes: Runtimes): readonly string[] {
  const folder = binFolder(recollectHome);
  const wanted = [...COPIES.map(({ from, name, mode }) => ({ name, mode, bytes: readFileSync(join(packageFolder, ...from)) })), { name: RUNTIMES_FILE, mode: 0o644, bytes: Buffer.from(runtimesText(runtimes)) }];
  const changed = wanted.filter(({ name, bytes }) => readBytes(join(folder, name))?.equals(bytes) !== true);
  for (const { name, bytes, mode } of changed) writeText(join(folder, name), bytes, mode);
  if (process.platform !== 'win32') for (const { name, mode } of wanted) if ((statSync(join(folder, name)).mode & 0o777) !== mode) chmodSync(join(folder, name), mode);
  return changed.map(({ name }) => name);
}

/** Takes the copies away again. */
export function removeHook(recollectHome: string): void {
  const folder = binFolder(recollectHome);
  for (const name of [...COPIES.map((copy) => copy.name), RUNTIMES_FILE]) removeFile(join(folder, name));
  removeEmpty([folder]);
}

function readBytes(file: string): Buffer | undefined {
  const text = readText(file);
  return text === undefined ? undefined : Buffer.from(text);
}
