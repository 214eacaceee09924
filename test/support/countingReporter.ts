import Mocha from 'mocha';
import { z } from 'zod';
import { writeCounts } from './testCounts';

const stageOption = z.object({ stage: z.string() });

/** Mocha's spec reporter that also leaves the counts of its stage (`--reporter-option stage=NAME`) for `npm test`. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const { stage } = stageOption.parse(options.reporterOptions);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const failures = this.failures.map((test) => `${test.fullTitle()}\n${test.err?.stack ?? ''}`);
      writeCounts(stage, { passed: this.stats.passes, failed: this.stats.failures, skipped: this.stats.pending, failures });
    });
  }
}
