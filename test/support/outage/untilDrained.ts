import { readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HomePaths } from '../../../src/ingest/home';
import { sampleOwner } from './statusSampler';

const POLL_MS = 250;
const LIMIT_MS = 90_000;

/** Resolves when the spool is empty and nothing is queued, with so many sessions known where that is said. */
export async function untilDrained(home: HomePaths, sessions: number | undefined): Promise<void> {
  const untilMs = Date.now() + LIMIT_MS;
  for (;;) {
    const isSpoolEmpty = readdirSync(home.spoolFolder).length === 0;
    const sample = await sampleOwner(home);
    if (isSpoolEmpty && sample && sample.status.queue.pending + sample.status.queue.processing === 0 && (sessions === undefined || sample.status.sessions === sessions)) return;
    if (Date.now() > untilMs) throw new Error(`after ${LIMIT_MS / 1_000} s there is still work: ${JSON.stringify(sample?.status)}`);
    await sleep(POLL_MS);
  }
}
