import { z } from 'zod';
import type { SuiteCounts } from './suiteReport';

const count = z.number().int().nonnegative();
const suiteReport = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('passed'), title: z.string(), durationMs: z.number() }),
  z.object({ kind: z.literal('failed'), title: z.string(), error: z.string() }),
  z.object({ kind: z.literal('skipped'), title: z.string() }),
  z.object({ kind: z.literal('ended'), counts: z.object({ passed: count, failed: count, skipped: count }) }),
]);

/** Shows a suite's results as they come and keeps the counts. */
export class SuiteResult {
  private seen = { passed: 0, failed: 0, skipped: 0 };
  private hasEnded = false;
  /** Of each failed test its title and what was wrong. */
  readonly failures: string[] = [];

  /** True once the suite said that all its tests ran. */
  get ended(): boolean {
    return this.hasEnded;
  }

  get counts(): SuiteCounts {
    return this.seen;
  }

  take(body: unknown): void {
    const report = suiteReport.parse(body);
    switch (report.kind) {
      case 'passed':
        console.log(`  ✔ ${report.title} (${Math.round(report.durationMs)} ms)`);
        break;
      case 'failed':
        this.failures.push(`${report.title}\n${report.error}`);
        console.log(`  ✖ ${report.title}\n${report.error.replace(/^/gm, '      ')}`);
        break;
      case 'skipped':
        console.log(`  - ${report.title}`);
        break;
      case 'ended':
        this.hasEnded = true;
        return;
    }
    this.seen = { ...this.seen, [report.kind]: this.seen[report.kind] + 1 };
  }
}
