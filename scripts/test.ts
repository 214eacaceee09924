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
  { script: 'coverage', counts: 'unit', timeoutMs: 10 * MINUTE_MS },
  { script: 'test:crash', counts: 'crash', timeoutMs: 15 * MINUTE_MS },
  { script: 'test:outage', counts: 'outage', timeoutMs: 15 * MINUTE_MS },
  { script: 'test:clients', counts: 'clients', timeoutMs: 15 * MINUTE_MS },
  { script: 'test:host', counts: 'host', timeoutMs: 15 * MINUTE_MS },
  { script: 'test:e2e', counts: 'e2e', timeoutMs: 15 * MINUTE_MS },
];

runMain(async () => {
  forgetCounts();
  const lines: string[] = [];
  const failures: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const { script, counts: name, timeoutMs } of STAGES) {
    console.log(`\n── ${script}`);
    const startedMs = Date.now();
    const succeeded = await withOpenThings((open) => runStage(script, timeoutMs, open)).catch((error: unknown) => {
      console.error(messageOf(error));
      return false;
    });
    const counted = name === undefined ? undefined : readCounts(name);
    // A stage that is no test run is one check. One that fails without a failed test, or ends without counts, crashed.
    const stagePassed = name === undefined ? Number(succeeded) : (counted?.passed ?? 0);
    const crashed = (!succeeded && (counted?.failed ?? 0) === 0) || (name !== undefined && counted === undefined);
    const stageFailed = (counted?.failed ?? 0) + Number(crashed);
    passed += stagePassed;
    failed += stageFailed;
    failures.push(...(counted?.failures ?? []).map((failure) => `${script}: ${failure}`));
    const skipped = (counted?.skipped ?? 0) === 0 ? '' : `, ${counted?.skipped ?? 0} SKIPPED: see above why`;
    lines.push(`${stageFailed === 0 ? '✔' : '✖'} ${script.padEnd(12)} ${stagePassed} passed, ${stageFailed} failed${skipped} (${Math.round((Date.now() - startedMs) / 1000)} s)`);
  }
  // Once more, where a build server that keeps the end of a log still has them.
  for (const failure of failures) console.log(`\n✖ ${failure}`);
  console.log(`\n${lines.join('\n')}\n\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});
