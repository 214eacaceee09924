import { setTimeout as sleep } from 'node:timers/promises';
import type { QueueEntry, RecollectApi, Status } from '../../../src/core/api';
import { apiOver } from '../../../src/ingest/apiClient';
import { type HomePaths, readHomeInfo } from '../../../src/ingest/home';
import { attachRemote } from '../../../src/link/remoteOwner';

export interface Sample {
  readonly atMs: number;
  readonly status: Status;
  readonly queue: readonly QueueEntry[];
}

/** Asks whoever is the owner; undefined while nobody answers. */
export async function askOwner<T>(home: HomePaths, ask: (api: RecollectApi) => Promise<T>): Promise<T | undefined> {
  const socket = readHomeInfo(home)?.socket;
  const attachment = socket === undefined ? undefined : await attachRemote(socket, '0.0.0');
  if (!attachment) return undefined;
  try {
    return await ask(apiOver(attachment.connection));
  } catch {
    return undefined; // It ended while it was asked.
  } finally {
    await attachment.dispose();
  }
}

export function sampleOwner(home: HomePaths): Promise<Sample | undefined> {
  return askOwner(home, async (api) => {
    const [status, queue] = await Promise.all([api.status(), api.queue({ limit: 1_000 })]);
    return { atMs: Date.now(), status, queue };
  });
}

/** Takes a sample every `intervalMs` until `signal` aborts. */
export async function sampleUntil(signal: AbortSignal, home: HomePaths, intervalMs: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  while (!signal.aborted) {
    const sample = await sampleOwner(home);
    if (sample) samples.push(sample);
    await sleep(intervalMs);
  }
  return samples;
}
