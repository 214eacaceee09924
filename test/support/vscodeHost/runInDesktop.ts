import { runTests, TestRunFailedError } from '@vscode/test-electron';
import { join } from 'node:path';
import { startControlServer } from './controlServer';
import { hostEnvironment, makeHostFolders } from './hostFolders';
import type { OpenThings } from './openThings';
import { REPOSITORY } from './repository';
import { suiteEnvironment } from './suiteEnvironment';
import type { SuiteResult } from './suiteResult';
import { testCacheFolder } from './testCache';

/** Runs the suite in a desktop VS Code, downloaded once; resolves to the extension host's exit code. */
export async function runInDesktop(suite: string, result: SuiteResult, open: OpenThings): Promise<number> {
  const folders = await makeHostFolders(open);
  const control = await startControlServer(open, async (action, body) => {
    if (action !== 'report') throw new Error(`${action} needs windows that the runner can see: run without RECOLLECT_VSCODE=desktop`);
    result.take(body);
    return undefined;
  });
  try {
    return await runTests({
      cachePath: join(testCacheFolder(), 'desktop'),
      extensionDevelopmentPath: REPOSITORY,
      extensionTestsPath: suite,
      extensionTestsEnv: hostEnvironment(folders, suiteEnvironment(control)),
      launchArgs: [folders.workspace, '--user-data-dir', folders.userData, '--extensions-dir', folders.extensions, '--disable-workspace-trust', '--no-sandbox'],
    });
  } catch (error) {
    // A suite with failing tests has reported them already.
    if (error instanceof TestRunFailedError) return error.code ?? 1;
    throw error;
  }
}
