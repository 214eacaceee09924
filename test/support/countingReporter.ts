import Mocha from 'mocha';
import { writeCounts } from './testCounts';

/** Mocha's spec reporter that also leaves the counts of its stage (`--reporter-option stage=NAME`) for `npm test`. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const reporterOptions: unknown = options.reporterOptions;
    const stage = typeof reporterOptions === 'object' && reporterOptions !== null && 'stage' in reporterOptions ? String(reporterOptions.stage) : 'mocha';
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      writeCounts(stage, { passed: this.stats.passes, failed: this.stats.failures });
    });
  }
}
