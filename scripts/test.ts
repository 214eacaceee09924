// Everything that must hold, stage by stage; a failing stage does not keep the next from running: npm test
import { messageOf } from '../src/core/errors';
import { forgetCounts, readCounts } from '../test/support/testCounts';
import { withOpenThings } from '../test/support/vscodeHost/openThings';
import { runMain } from './runMain';
import { runStage } from './runStage';

const MINUTE_MS = 60_000;

/** Each is an npm script of that name. One without a name for its counts is a single check. */
const STAGES: readonly { script: string; counts?: string; timeoutMs: number }[] = [
  { script: 'build', timeoutMs: 2 * MINUTE_MS },
  { script: 'types', timeoutMs: 3 * MINUTE_MS },
  { script: 'lint', timeoutMs: 3 * MINUTE_MS },
  { script: 'coverage', counts: 'unit', timeoutMs: 5 * MINUTE_MS },
  { script: 'test:crash', counts: 'crash', timeoutMs: 20 * MINUTE_MS },
  { script: 'test:host', counts: 'host', timeoutMs: 15 * MINUTE_MS },
  { script: 'test:e2e', counts: 'e2e', timeoutMs: 15 * MINUTE_MS },
];

runMain(async () => {
  forgetCounts();
  const lines: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const { script, counts: name, timeoutMs } of STAGES) {
    console.log(`\n── ${script}`);
    const startedMs = Date.now();
    const succeeded = await withOpenThings((open) => runStage(script, timeoutMs, open)).catch((error: unknown) => {
      console.error(messageOf(error));
      return false;
    });
    const counts = (name === undefined ? undefined : readCounts(name)) ?? { passed: 0, failed: 0 };
    // A stage that fails without a failed test crashed; one that is no test run is one check.
    const crashed = !succeeded && counts.failed === 0 ? 1 : 0;
    const check = name === undefined && succeeded ? 1 : 0;
    passed += counts.passed + check;
    failed += counts.failed + crashed;
    lines.push(`${succeeded ? '✔' : '✖'} ${script.padEnd(10)} ${counts.passed + check} passed, ${counts.failed + crashed} failed (${Math.round((Date.now() - startedMs) / 1000)} s)`);
  }
  console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
