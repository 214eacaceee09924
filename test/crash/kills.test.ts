import assert from 'node:assert/strict';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_PROVIDER_SETTINGS, type ProviderSettings } from '../../src/core/settings';
import { startAnthropicServer } from '../support/anthropicServer';
import type { ModelServer } from '../support/modelServer';
import type { KillOperation, KillPoint } from './support/killingFs';
import { makeHome, removeHome } from './support/memoryHome';
import { endAllOwners, OwnerProcess } from './support/ownerProcess';
import { WASM_FILE } from './support/programs';
import { Random, seedOfRun } from './support/random';
import { checkRemembered, withOwnerAt } from './support/remembered';
import { Story } from './support/story';
import { Teller } from './support/teller';

const RANDOM_KILLS = Number(process.env['RECOLLECT_KILLS'] ?? '200');
const KILLS_PER_MEMORY = 20;
const OPERATIONS: readonly KillOperation[] = ['append', 'sync', 'createExclusive', 'rename', 'remove', 'syncFile', 'syncFolder'];

/** A home whose owners are killed one after the other while its stories are told. */
class KilledHome {
  readonly home = makeHome();
  readonly tellers: Teller[];
  kills = 0;
  /** Lives that ended at their kill point. */
  struck = 0;

  constructor(
    private readonly provider: ProviderSettings,
    /** Often enough to be killed at; without, the journals are long. */
    private readonly hasSnapshots: boolean,
  ) {
    this.tellers = Array.from({ length: 3 }, (_, index) => new Teller(new Story(`s${index}`, index % 2 === 0)));
  }

  start(kill?: KillPoint): OwnerProcess {
    return new OwnerProcess({
      home: this.home,
      dataFolder: join(this.home, 'data'),
      wasmFile: WASM_FILE,
      settings: { provider: this.provider, payloadRetentionDays: 0 },
      ...(this.hasSnapshots && { thresholds: { idleJournalBytes: 1, idleMs: 15, maxJournalBytes: 12_000 } }),
      sessionManager: { quietMs: 0 },
      ...(kill && { kill }),
    });
  }

  /** One owner's life under load; it ends by itself at `kill`, or when `doom` ends it. */
  async live(kill: KillPoint | undefined, doom: (owner: OwnerProcess) => Promise<void>, most = 40): Promise<void> {
    const owner = this.start(kill);
    try {
      const socket = await owner.socket();
      if (socket !== undefined) {
        const doomed = doom(owner);
        await Promise.all(this.tellers.map((teller) => teller.tell(socket, most)));
        await doomed;
      }
      if (kill) await Promise.race([owner.exited, sleep(50)]);
      if (kill && !owner.isRunning) this.struck++;
    } finally {
      await owner.end();
      this.kills++;
    }
    assert.doesNotMatch(owner.stderr, /damage|missing|could not be replayed|Error:/, owner.stderr);
  }

  async check(told: string): Promise<void> {
    const owner = this.start();
    try {
      const socket = await owner.socket();
      assert.ok(socket, `${told}: no owner starts: ${owner.stderr}`);
      for (const teller of this.tellers) await teller.finish(socket);
      await withOwnerAt(socket, (api) => checkRemembered(api, this.tellers.map((teller) => teller.story), told));
    } finally {
      await owner.end();
    }
  }

  get acked(): number {
    return this.tellers.reduce((sum, teller) => sum + teller.acked, 0);
  }

  remove(): void {
    removeHome(this.home);
  }
}

describe('killing the owner', function () {
  this.timeout(7_200_000);
  const seed = seedOfRun();
  let kills = 0;
  let acked = 0;
  after(() => {
    console.log(`    ${kills} kills, ${acked} acknowledged events, seed ${seed}`);
    assert.equal(endAllOwners(), 0, 'owners were left behind');
  });

  async function withHome(provider: ProviderSettings, work: (home: KilledHome) => Promise<void>, hasSnapshots = true): Promise<void> {
    const home = new KilledHome(provider, hasSnapshots);
    try {
      await work(home);
      assert.ok(home.acked > 0, 'nothing was acknowledged');
      kills += home.kills;
      acked += home.acked;
    } finally {
      home.remove();
    }
  }

  for (const operation of OPERATIONS) {
    it(`loses and doubles nothing when it is killed before and after a call of ${operation}`, async () => {
      await withHome(DEFAULT_PROVIDER_SETTINGS, async (home) => {
        for (let life = 0; life < 3; life++) await home.live(undefined, async () => undefined, 6);
        for (const call of [0, 1, 2, 4, 7]) for (const after of [false, true]) await home.live({ operation, call, after }, async () => undefined, 20);
        assert.ok(home.struck >= 4, `only ${home.struck} were killed there`);
        await home.check(`${operation}, seed ${seed}`);
      }, operation !== 'syncFile');
    });
  }

  it('loses and doubles nothing when it is killed with a batch at the provider', async () => {
    const server = await startAnthropicServer();
    try {
      await withHome(anthropic(server), async (home) => {
        for (let life = 0; life < 5; life++) {
          const asked = server.requests.length;
          server.fallback = () => ({ kind: 'hang' });
          await home.live(undefined, async (owner) => {
            while (server.requests.length === asked && owner.isRunning) await sleep(5);
            await owner.end();
          }, 6);
          assert.ok(server.requests.length > asked, 'the provider was not asked');
        }
        server.fallback = () => ({ kind: 'reply' });
        await home.check(`at the provider, seed ${seed}`);
      });
    } finally {
      await server.close();
    }
  });

  it(`loses and doubles nothing in ${RANDOM_KILLS} kills at random moments and places`, async () => {
    const server = await startAnthropicServer();
    const random = new Random(seed);
    server.fallback = () => ({ kind: 'reply', chunkDelayMs: random.below(8) });
    try {
      for (let memory = 0; memory * KILLS_PER_MEMORY < RANDOM_KILLS; memory++) {
        await withHome(memory % 3 === 2 ? anthropic(server) : DEFAULT_PROVIDER_SETTINGS, async (home) => {
          for (let kill = 0; kill < Math.min(KILLS_PER_MEMORY, RANDOM_KILLS - memory * KILLS_PER_MEMORY); kill++) {
            const point = random.chance(0.5) ? { operation: random.pick(OPERATIONS), call: random.below(40), after: random.chance(0.5) } : undefined;
            const delayMs = random.below(150);
            await home.live(point, async (owner) => {
              await Promise.race([sleep(delayMs), owner.exited]);
              await owner.end();
            });
          }
          await home.check(`memory ${memory}, seed ${seed}`);
        });
      }
    } finally {
      await server.close();
    }
  });
});

function anthropic(server: ModelServer): ProviderSettings {
  return { ...DEFAULT_PROVIDER_SETTINGS, name: 'anthropic', anthropic: { model: 'claude-haiku-4-5', baseUrl: server.baseUrl, apiKey: 'sk-test' } };
}
