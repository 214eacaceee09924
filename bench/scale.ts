import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { apiOf } from './support/apiOf';
import { Client, toolFrame } from './support/client';
import { fillMemory } from './support/filledMemory';
import { machine, quantile, rounded } from './support/measure';
import { bareNodeMiB, peakRssMiB, rssMiB } from './support/processMemory';
import { queries } from './support/queries';
import { NODE, ROOT, serve, temporaryHome } from './support/servedOwner';

const SIZES = [0, 10_000, 100_000];
const STARTS = 5;
/** More than makes a snapshot due. */
const EVENTS = 2_500;
const SNAPSHOT_MS = 8_000;

/** What a large memory costs: the owner's own memory, its start, and how free the event loop of its host stays. */
export async function run(words: readonly string[]): Promise<object> {
  const sizes = words.length > 0 ? words.map(Number) : SIZES;
  const results: Record<string, object> = {};
  for (const size of sizes) {
    const { home, remove } = temporaryHome();
    try {
      if (size > 0) await fillMemory(home, size);
      results[size] = { process: await inProcess(home), thread: await inThread(home) };
    } finally {
      remove();
    }
  }
  return { observations: results, floor: { bareNodeMiB: await bareNodeMiB() }, machine: machine() };
}

/** `recollect serve`: time from its start to its first answer, and its memory in each phase. */
async function inProcess(home: string): Promise<object> {
  const startMs: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const beganMs = performance.now();
    const owner = await serve(home);
    startMs.push(performance.now() - beganMs);
    await owner.stop();
  }
  const owner = await serve(home);
  await sleep(1_000);
  const loadedMiB = rssMiB(owner.pid);
  const { api, close } = await apiOf(owner.socket);
  const { rare, middling, common, phrases } = queries(10);
  for (const query of [...rare, ...middling, ...common, ...phrases]) await api.search({ query, limit: 20 });
  close();
  const searchedMiB = rssMiB(owner.pid);
  const client = await Client.open(owner.socket);
  for (let index = 0; index < EVENTS; index++) await client.send(toolFrame(`scale-${index % 5}`, `toolu_scale_${index}`));
  client.close();
  await sleep(SNAPSHOT_MS);
  const afterSnapshotMiB = rssMiB(owner.pid);
  const peakMiB = peakRssMiB(owner.pid);
  await owner.stop();
  return { startMs: { p50Ms: rounded(quantile(startMs, 0.5), 0), maxMs: rounded(Math.max(...startMs), 0), samples: STARTS }, loadedMiB, searchedMiB, afterSnapshotMiB, peakMiB };
}

/** The same in a thread of a program that stands for the extension host. */
async function inThread(home: string): Promise<object> {
  const child = spawn(NODE, ['--expose-gc', '--import', 'tsx', join(ROOT, 'bench/support/host.ts'), home, join(ROOT, 'dist')], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (told += text));
  await new Promise<void>((resolve, reject) => child.once('error', reject).once('close', () => resolve()));
  const measured: unknown = JSON.parse(told);
  if (typeof measured !== 'object' || measured === null) throw new Error('the host told nothing');
  return measured;
}
