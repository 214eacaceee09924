import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { REPOSITORY } from '../test/support/vscodeHost/repository';

const count = z.number().int().nonnegative();
const testCounts = z.object({ passed: count, failed: count });
export type TestCounts = z.infer<typeof testCounts>;

const FOLDER = join(REPOSITORY, 'out', 'results');
const fileOf = (stage: string): string => join(FOLDER, `${stage}.json`);

/** Leaves a stage's counts for `npm test`, which sums them. */
export async function writeCounts(stage: string, counts: TestCounts): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  await writeFile(fileOf(stage), JSON.stringify(counts));
}

/** Takes the counts of a stage; undefined when it left none, or none that can be read. */
export async function takeCounts(stage: string): Promise<TestCounts | undefined> {
  try {
    return testCounts.parse(JSON.parse(await readFile(fileOf(stage), 'utf8')));
  } catch {
    return undefined; // It crashed before it counted.
  } finally {
    await rm(fileOf(stage), { force: true });
  }
}
