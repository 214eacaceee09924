import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { mustRun } from '../vscodeHost/runCommand';

const POLL_MS = 500;
const ownerStatus = z.object({
  owner: z.object({ pid: z.number() }).nullable(),
  queue: z.object({ pending: z.number(), processing: z.number(), failed: z.number() }),
  sessions: z.number(),
  observations: z.number(),
  summaries: z.number(),
});
export type OwnerStatus = z.infer<typeof ownerStatus>;

/** What the command line program says of the owner. */
export async function readOwnerStatus(cli: string, env: NodeJS.ProcessEnv): Promise<OwnerStatus> {
  return ownerStatus.parse(JSON.parse(await mustRun(process.execPath, [cli, 'status', '--json'], { env })));
}

/** The status once nothing is queued any more. */
export async function waitForEmptyQueue(cli: string, env: NodeJS.ProcessEnv, timeoutMs: number): Promise<OwnerStatus> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const status = await readOwnerStatus(cli, env);
    if (status.queue.pending + status.queue.processing === 0) return status;
    if (Date.now() > deadline) throw new Error(`the queue is not empty after ${timeoutMs / 1000} s: ${JSON.stringify(status.queue)}`);
    await sleep(POLL_MS);
  }
}
