import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { REPOSITORY } from './vscodeHost/repository';

const count = z.number().int().nonnegative();
/** `skipped` could not run on this machine; `failures` tell of each failed test its title and what was wrong. */
const testCounts = z.object({ passed: count, failed: count, skipped: z.optional(count), failures: z.array(z.string()) });
export type TestCounts = z.infer<typeof testCounts>;

const FOLDER = join(REPOSITORY, 'out', 'results');
const fileOf = (stage: string): string => join(FOLDER, `${stage}.json`);

/** Leaves a stage's counts for `npm test`, which sums them. */
export function writeCounts(stage: string, counts: TestCounts): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(stage), JSON.stringify(counts));
}

/** The counts that a stage left; undefined when it left none, or none that can be read. */
export function readCounts(stage: string): TestCounts | undefined {
  try {
    return testCounts.parse(JSON.parse(readFileSync(fileOf(stage), 'utf8')));
  } catch {
    return undefined; // It crashed before it counted.
  }
}

/** So that an earlier run's counts are not taken for this one's. */
export function forgetCounts(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}
