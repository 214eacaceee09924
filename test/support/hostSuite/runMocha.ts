import { messageOf } from '../../../src/core/errors';
import type { SuiteReport } from '../vscodeHost/suiteReport';
import { askRunner } from './askRunner';

const TIMEOUT_MS = 60_000;

/** Runs, in the extension host, the tests that `load` defines; rejects when one fails. Each result goes to the runner. */
export async function runMocha(load: () => Promise<void>): Promise<void> {
  const { default: Mocha } = await import('mocha');
  // The base reporter prints nothing: the runner does.
  const mocha = new Mocha({ ui: 'bdd', timeout: TIMEOUT_MS, forbidOnly: process.env['CI'] === 'true', reporter: Mocha.reporters.Base });
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, '', mocha);
  await load();

  let sent = Promise.resolve();
  const send = (report: SuiteReport): void => {
    sent = sent.then(async () => {
      await askRunner('report', report);
    });
  };
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>((resolve) => {
    mocha
      .run(() => resolve())
      .on('pass', (test) => {
        counts.passed++;
        send({ kind: 'passed', title: test.fullTitle(), durationMs: test.duration ?? 0 });
      })
      .on('fail', (test, error: unknown) => {
        counts.failed++;
        send({ kind: 'failed', title: test.fullTitle(), error: error instanceof Error ? (error.stack ?? error.message) : messageOf(error) });
      })
      .on('pending', (test) => {
        counts.skipped++;
        send({ kind: 'skipped', title: test.fullTitle() });
      });
  });
  send({ kind: 'ended', counts });
  await sent;
  if (counts.failed > 0) throw new Error(`${counts.failed} host tests failed`);
}
