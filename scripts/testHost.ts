// Runs test/host/**/*.test.ts inside a real VS Code: code-server, or with RECOLLECT_VSCODE=desktop a desktop one. Arguments choose files by parts of their path.
import { bundleSuite } from '../test/support/vscodeHost/bundleSuite';
import { withOpenThings } from '../test/support/vscodeHost/openThings';
import { runInCodeServer } from '../test/support/vscodeHost/runInCodeServer';
import { runInDesktop } from '../test/support/vscodeHost/runInDesktop';
import { SuiteResult } from '../test/support/vscodeHost/suiteResult';
import { writeCounts } from '../test/support/testCounts';
import { runMain } from './runMain';

const TIMEOUT_MS = 10 * 60_000;

runMain(async () => {
  const suite = await bundleSuite(process.argv.slice(2));
  const result = new SuiteResult();
  const isDesktop = process.env['RECOLLECT_VSCODE'] === 'desktop';
  console.log(`Host tests in ${isDesktop ? 'desktop VS Code' : 'code-server'}`);
  const exitCode = await withOpenThings((open) => (isDesktop ? runInDesktop(suite, result, open) : runInCodeServer(suite, result, open, TIMEOUT_MS)));
  if (!result.ended) throw new Error(`the extension host ended with ${exitCode} before the suite did; its logs are in out/logs/host`);
  writeCounts('host', { ...result.counts, failures: result.failures });
  console.log(JSON.stringify(result.counts));
  return exitCode;
});
