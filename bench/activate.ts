import { appendFile, cp, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from '../test/support/vscodeHost/browser';
import { startCodeServer } from '../test/support/vscodeHost/codeServer';
import { makeHostFolders } from '../test/support/vscodeHost/hostFolders';
import { installCodeServer } from '../test/support/vscodeHost/installCodeServer';
import { withOpenThings } from '../test/support/vscodeHost/openThings';
import { windowUrl } from '../test/support/vscodeHost/windowUrl';
import { WorkbenchWindow } from '../test/support/vscodeHost/workbenchWindow';
import { machine, spread } from './support/measure';
import { ROOT } from './support/servedOwner';

const WINDOWS = 7;
const WINDOW_MS = 60_000;

/** Stands in the place of dist/extension.js, and writes down how long the real one takes. */
const STOPWATCH = `
const { appendFileSync } = require('node:fs');
const started = performance.now();
const real = require('./real.js');
const loaded = performance.now();
exports.activate = async (context) => {
  const begun = performance.now();
  const exported = await real.activate(context);
  const activated = performance.now();
  const tell = () => {
    if (!exported.client.current) return;
    told.dispose();
    appendFileSync(__dirname + '/times.jsonl', JSON.stringify({ loadMs: loaded - started, activateMs: activated - begun, readyMs: performance.now() - begun }) + '\\n');
  };
  const told = exported.client.onDidChange(tell);
  return exported;
};
exports.deactivate = () => real.deactivate();
`;

interface Times {
  readonly loadMs: number;
  readonly activateMs: number;
  readonly readyMs: number;
}

/** In the extension host of a real VS Code: loading the program, `activate` until it has resolved, and until the store is ready. */
export async function run(words: readonly string[]): Promise<object> {
  const windows = Number(words[0] ?? WINDOWS);
  return withOpenThings(async (open) => {
    const entry = await installCodeServer();
    const folders = await makeHostFolders(open);
    const extension = join(folders.root, 'recollect');
    await mkdir(extension);
    for (const part of ['package.json', 'dist', 'media', 'plugin']) await cp(join(ROOT, part), join(extension, part), { recursive: true });
    await rename(join(extension, 'dist/extension.js'), join(extension, 'dist/real.js'));
    await writeFile(join(extension, 'dist/extension.js'), STOPWATCH);
    const file = join(extension, 'dist/times.jsonl');
    await appendFile(file, '');
    const server = await startCodeServer(entry, folders, open, { smokeTestDriver: true });
    const context = await openBrowser(open);
    const times: Times[] = [];
    for (let index = 0; index <= windows; index++) {
      const window = await WorkbenchWindow.open(context, windowUrl(server, { folder: folders.workspace, extensionFolder: extension }));
      const all = await lines(file, index + 1);
      await window.close();
      // The first one fills caches of VS Code's own.
      const last = all.at(-1);
      if (index > 0 && last) times.push(last);
    }
    return {
      activate: spread(times.map((each) => each.activateMs)),
      storeReady: spread(times.map((each) => each.readyMs)),
      floor: { loadingTheProgram: spread(times.map((each) => each.loadMs)) },
      machine: machine(),
    };
  });
}

async function lines(file: string, count: number): Promise<readonly Times[]> {
  const untilMs = Date.now() + WINDOW_MS;
  for (;;) {
    const found = (await readFile(file, 'utf8')).split('\n').filter(Boolean);
    if (found.length >= count) return found.map((line) => JSON.parse(line) as Times);
    if (Date.now() > untilMs) throw new Error(`the extension was not ready within ${WINDOW_MS / 1_000} s`);
    await sleep(100);
  }
}
