import { setTimeout as sleep } from 'node:timers/promises';
import { homePaths } from '../src/ingest/home';
import { exported } from '../test/support/outage/exported';
import { untilDrained } from '../test/support/outage/untilDrained';
import { Client, toolFrame } from './support/client';
import { machine } from './support/measure';
import { Random } from './support/random';
import { serve, temporaryHome } from './support/servedOwner';

const KILLS = 200;
const CLIENTS = 8;
/** An owner lives for so long at most, under load all the while. */
const LONGEST_LIFE_MS = 400;

/** Kills the owner (SIGKILL) at random moments under load; every event that it acknowledged must be remembered, once. */
export async function run(words: readonly string[]): Promise<object> {
  const kills = Number(words[0] ?? KILLS);
  const seed = Number(words[1] ?? Date.now() % 2 ** 31);
  const random = new Random(seed);
  const { home, remove } = temporaryHome();
  const acked = new Set<string>();
  try {
    for (let kill = 0; kill < kills; kill++) {
      const owner = await serve(home);
      const clients = await Promise.all(Array.from({ length: CLIENTS }, () => Client.open(owner.socket)));
      const load = clients.map((client, index) => post(client, `${kill}-${index}`, acked));
      await sleep(random.below(LONGEST_LIFE_MS));
      await owner.stop('SIGKILL');
      for (const client of clients) client.close();
      await Promise.all(load);
    }
    const owner = await serve(home);
    await untilDrained(homePaths({ RECOLLECT_HOME: home }), undefined);
    const { evidence, messages } = await exported(home);
    await owner.stop();
    const times = new Map<string, number>();
    for (const id of evidence) times.set(id, (times.get(id) ?? 0) + 1);
    return {
      kills,
      acked: acked.size,
      lost: [...acked].filter((id) => !times.has(id)).length,
      doubled: [...times.values()].filter((count) => count > 1).length,
      failed: messages.length,
      seed,
      machine: machine(),
    };
  } finally {
    remove();
  }
}

/** Sends event after event until the connection is gone, and notes what was acknowledged. */
async function post(client: Client, name: string, acked: Set<string>): Promise<void> {
  for (let index = 0; ; index++) {
    const id = `toolu_${name}_${index}`;
    const answer = await Promise.race([client.send(toolFrame(`session-${name.split('-')[1] ?? ''}`, id)), client.closed]);
    if (answer === undefined) return;
    if (answer.includes('"queued"')) acked.add(id);
  }
}
