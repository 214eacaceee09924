import { openBrowser } from './browser';
import { startCodeServer } from './codeServer';
import { startControlServer } from './controlServer';
import { makeHostFolders } from './hostFolders';
import { installCodeServer } from './installCodeServer';
import { keepLogs } from './keepLogs';
import type { OpenThings } from './openThings';
import { REPOSITORY } from './repository';
import { listenToSuite } from './smokeTestDriver';
import { suiteEnvironment } from './suiteEnvironment';
import type { SuiteResult } from './suiteResult';
import { SuiteWindows } from './suiteWindows';
import { windowUrl } from './windowUrl';
import { WorkbenchWindow } from './workbenchWindow';

/** Runs the suite in a window of code-server; resolves to the extension host's exit code. */
export async function runInCodeServer(suite: string, result: SuiteResult, open: OpenThings, timeoutMs: number): Promise<number> {
  const entry = await installCodeServer();
  const folders = await makeHostFolders(open);
  open.add(() => keepLogs(folders, 'host'));
  const windows = new SuiteWindows((folder = folders.workspace) => WorkbenchWindow.open(context, windowUrl(server, { folder, extensionFolder: REPOSITORY })));
  const control = await startControlServer(open, async (action, body) => (action === 'report' ? result.take(body) : windows.answer(action, body)));
  const server = await startCodeServer(entry, folders, open, { smokeTestDriver: true, env: suiteEnvironment(control) });
  // After the server, so that it closes before: a window without its server complains.
  const context = await openBrowser(open);

  return new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the suite did not end within ${timeoutMs / 1000} s`)), timeoutMs);
    open.add(() => clearTimeout(timer));
    const url = windowUrl(server, { folder: folders.workspace, extensionFolder: REPOSITORY, suite });
    WorkbenchWindow.open(context, url, async (window) => {
      windows.add(window);
      await listenToSuite(window.page, resolve);
    }).catch(reject);
  });
}
