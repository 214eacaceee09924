// Stands for the extension host: runs the owner as a thread, like the extension does, and tells how free its own event loop stays.
// Prints one JSON line. Arguments: the home folder, and where the programs are.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_PROVIDER_SETTINGS } from '../../src/core/settings';
import { apiOver } from '../../src/ingest/apiClient';
import { homePaths } from '../../src/ingest/home';
import { startOwnerThread } from '../../src/link/ownerThread';
import { Client, toolFrame } from './client';
import { rounded } from './measure';
import { rssMiB } from './processMemory';
import { queries } from './queries';

const RESOLUTION_MS = 1;
const silent = (): void => undefined;
const LOG = { trace: silent, debug: silent, info: silent, warn: silent, error: console.error };

async function main(home: string, programs: string): Promise<void> {
  const { rare, middling, common, phrases: pieces } = queries(10);
  const asked = [...rare, ...middling, ...common, ...pieces];
  await sleep(1_000);
  globalThis.gc?.();
  const idleMiB = rssMiB(process.pid);
  const paths = homePaths({ RECOLLECT_HOME: home });
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const phases: Record<string, object> = {};
  const endPhase = (name: string): void => {
    const ms = (nanoseconds: number): number => rounded(Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS));
    phases[name] = { p50Ms: ms(delay.percentile(50)), p99Ms: ms(delay.percentile(99)), maxMs: ms(delay.max), samples: delay.count };
    delay.reset();
  };
  await sleep(1_000);
  endPhase('idle');

  const startMs = performance.now();
  const owner = await startOwnerThread(
    join(programs, 'owner.js'),
    { home: paths, dataFolder: join(home, 'data'), wasmFile: join(programs, 'sql-wasm.wasm'), version: '0.0.0', settings: { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 } },
    LOG,
  );
  if (!owner) throw new Error('the data folder is taken');
  const readyMs = performance.now() - startMs;
  await sleep(1_000);
  endPhase('load');
  const loadedMiB = rssMiB(process.pid);

  const api = apiOver(owner.connection);
  for (const query of asked) await api.search({ query, limit: 20 });
  endPhase('search');
  const searchedMiB = rssMiB(process.pid);

  // Enough for a snapshot, which follows when nothing has come for 3 s.
  const { socket } = JSON.parse(readFileSync(paths.homeFile, 'utf8')) as { socket: string };
  const client = await Client.open(socket);
  for (let index = 0; index < 2_500; index++) await client.send(toolFrame(`host-${index % 5}`, `toolu_host_${index}`));
  client.close();
  await sleep(8_000);
  endPhase('ingestAndSnapshot');
  const afterSnapshotMiB = rssMiB(process.pid);
  await owner.dispose();
  const over = (mib: number): number => rounded(mib - idleMiB, 1);
  console.log(JSON.stringify({ readyMs: rounded(readyMs, 0), hostMiB: idleMiB, overHostMiB: { loaded: over(loadedMiB), searched: over(searchedMiB), afterSnapshot: over(afterSnapshotMiB) }, eventLoopDelay: phases }));
}

void main(process.argv[2] ?? '', process.argv[3] ?? '');
