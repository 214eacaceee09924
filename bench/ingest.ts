import { Client, toolFrame } from './support/client';
import { appendFloor, sqliteFloor } from './support/floors';
import { machine, rounded, spread } from './support/measure';
import { cpuMs } from './support/processMemory';
import { serve, temporaryHome } from './support/servedOwner';

const CLIENTS = 16;
const EVENTS = 2_000;
const EVENT_BYTES = 2_000;
const ROUNDS = 5;

/** Durable acks a second and their latency: 16 clients, 2,000 events of 2 KB, each client waiting for its ack before the next. */
export async function run(): Promise<object> {
  const { home, remove } = temporaryHome();
  const owner = await serve(home);
  try {
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => Client.open(owner.socket)));
    await burst(clients, 'warm-up', 400);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) {
      const beforeMs = cpuMs(owner.pid);
      const result = await burst(clients, `round-${round}`, EVENTS);
      rounds.push({ ...result, ownerCpuMsPerAck: rounded((cpuMs(owner.pid) - beforeMs) / EVENTS, 3) });
    }
    const median = rounds.toSorted((a, b) => a.acksPerSecond - b.acksPerSecond)[ROUNDS >> 1];
    for (const client of clients) client.close();
    return {
      ...median,
      clients: CLIENTS,
      events: EVENTS,
      eventBytes: EVENT_BYTES,
      rounds: rounds.map(({ acksPerSecond, p99Ms, ownerCpuMsPerAck }) => ({ acksPerSecond, p99Ms, ownerCpuMsPerAck })),
      floor: { appendFdatasync: appendFloor(home, 400, EVENT_BYTES), nodeSqliteWalFull: sqliteFloor(home, 400, EVENT_BYTES) },
      machine: machine(),
    };
  } finally {
    await owner.stop();
    remove();
  }
}

async function burst(clients: readonly Client[], name: string, events: number): Promise<{ acksPerSecond: number } & ReturnType<typeof spread>> {
  const frames = Array.from({ length: events }, (_, index) => toolFrame(`${name}-${index % clients.length}`, `toolu_${name}_${index}`, EVENT_BYTES));
  const times: number[] = [];
  let next = 0;
  const startMs = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      for (let frame = frames[next++]; frame !== undefined; frame = frames[next++]) {
        const sentMs = performance.now();
        const answer = await client.send(frame);
        if (!answer.includes('"queued"')) throw new Error(`not acked: ${answer}`);
        times.push(performance.now() - sentMs);
      }
    }),
  );
  return { acksPerSecond: rounded((events / (performance.now() - startMs)) * 1000, 0), ...spread(times) };
}
