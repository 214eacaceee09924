import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { DEFAULT_PROVIDER_SETTINGS } from '../../src/core/settings';
import { homePaths } from '../../src/ingest/home';
import { writeSpoolFile } from '../../src/ingest/spoolFile';
import { type Owner, startOwner } from '../../src/services';
import { keptLog } from '../support/openStore';
import { spooled } from './support/hookTeller';
import type { KillPoint } from './support/killingFs';
import { makeHome, removeHome } from './support/memoryHome';
import { endAllOwners, OwnerProcess } from './support/ownerProcess';
import { WASM_FILE } from './support/programs';
import { Random, seedOfRun } from './support/random';
import { checkRemembered, withOwnerAt } from './support/remembered';
import { Story } from './support/story';
import { until } from './support/windowProcess';

const WAITING = 10_000;
const START_MS = 1_795_331_290_000;

describe('the spool', function () {
  this.timeout(300_000);
  const seed = seedOfRun();
  let home = '';
  let files = 0;

  beforeEach(() => {
    home = makeHome();
    files = 0;
  });
  afterEach(() => {
    assert.equal(endAllOwners(), 0, 'owners were left behind');
    removeHome(home);
  });

  const folder = (): string => join(home, 'spool');
  const nextName = (): string => `${String(START_MS).padStart(15, '0')}-${String(++files).padStart(18, '0')}-77.json`;

  /** `count` events of the stories, told in turns, as hooks leave them. */
  function spool(stories: readonly Story[], count: number): void {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    // Not one by one with a sync each: that they lie there is all that matters.
    for (let index = 0; index < count; index++) writeFileSync(join(folder(), nextName()), JSON.stringify(stories[index % stories.length]?.next()), { mode: 0o600 });
  }

  async function withOwner<T>(work: (owner: Owner, log: ReturnType<typeof keptLog>) => Promise<T>): Promise<T> {
    const log = keptLog();
    const owner = await startOwner({ home: homePaths({ RECOLLECT_HOME: home }), dataFolder: join(home, 'data'), wasmFile: WASM_FILE, version: '0.1.0', settings: { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 }, log });
    try {
      return await work(owner, log);
    } finally {
      await owner.close();
    }
  }

  it(`of ${WAITING} events drains in order and holds nothing up`, async () => {
    const stories = Array.from({ length: 10 }, (_, index) => new Story(`s${index}`, index % 2 === 0));
    spool(stories, WAITING);
    const delays = monitorEventLoopDelay({ resolution: 5 });
    delays.enable();
    const startMs = performance.now();
    await withOwner(async (owner) => {
      await until(() => spooled(home) === 0, 'the spool is empty', 120_000, 250);
      const drainedMs = performance.now() - startMs;
      delays.disable();
      console.log(`    ${WAITING} events in ${Math.round(drainedMs)} ms, event loop delay p50 ${ms(delays.percentile(50))}, p99 ${ms(delays.percentile(99))}, max ${ms(delays.max)} ms`);
      await checkRemembered(owner.api, stories, 'drained');
    });
    assert.ok(delays.max / 1e6 < 5_000, 'the event loop was frozen');
  });

  it('is drained once however often owners are killed or taken over meanwhile', async () => {
    const random = new Random(seed);
    const stories = Array.from({ length: 4 }, (_, index) => new Story(`s${index}`, index % 2 === 0));
    spool(stories, 1_000);
    const start = (kill?: KillPoint): OwnerProcess =>
      new OwnerProcess({ home, dataFolder: join(home, 'data'), wasmFile: WASM_FILE, settings: { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 }, ...(kill && { kill }) });
    let killed = 0;
    for (let life = 0; life < 8; life++) {
      const before = spooled(home);
      const owner = start({ operation: random.pick(['append', 'sync']), call: 4 + random.below(4), after: random.chance(0.5) });
      // Another takes over while this one drains.
      const rival = life % 3 === 2 ? start() : undefined;
      await Promise.race([owner.exited, until(() => spooled(home) < before - 80, 'some are taken in', 20_000, 20).catch(() => undefined)]);
      if (spooled(home) > 0) killed++;
      await owner.end();
      await rival?.end();
    }
    assert.ok(killed > 2, 'no drain was interrupted');
    const last = start();
    const socket = await last.socket();
    assert.ok(socket);
    await until(() => spooled(home) === 0, 'the spool is empty', 60_000);
    await withOwnerAt(socket, (api) => checkRemembered(api, stories, `seed ${seed}`));
    await last.end('SIGTERM');
  });

  it('sets aside what is half written, foreign or unreadable, and takes in what comes after it', async () => {
    const story = new Story('s0', true);
    mkdirSync(folder(), { recursive: true });
    const old = new Date(Date.now() - 120_000);
    writeFileSync(join(folder(), nextName()), '{"agent": "claude-code", "ev');
    writeFileSync(join(folder(), nextName()), '"no object"');
    writeFileSync(join(folder(), nextName()), JSON.stringify({ agent: 'claude-code', event: 'PostToolUse', atMs: 1, payload: {} }));
    const nested = nextName();
    writeFileSync(join(folder(), nested), JSON.stringify({ agent: 'claude-code', event: 'PostToolUse', atMs: 1, payload: 'x' }).replace('"x"', `${'['.repeat(50_000)}${']'.repeat(50_000)}`));
    const directory = nextName();
    mkdirSync(join(folder(), directory));
    writeFileSync(join(folder(), 'notes.txt'), 'mine');
    writeFileSync(join(folder(), 'old.json.tmp'), '{');
    utimesSync(join(folder(), 'old.json.tmp'), old, old);
    writeFileSync(join(folder(), 'young.json.tmp'), '{');
    const unreadable = nextName();
    writeFileSync(join(folder(), unreadable), '{}');
    chmodSync(join(folder(), unreadable), 0);
    spool([story], 10);
    await withOwner(async (owner, log) => {
      await until(() => spooled(home) === 0, 'the spool is empty');
      await checkRemembered(owner.api, [story], 'beside what was set aside');
      assert.deepEqual(readdirSync(folder()).filter((name) => name !== directory).sort(), ['set-aside', 'young.json.tmp']);
      assert.ok(readdirSync(join(folder(), 'set-aside')).length >= 7);
      assert.ok(log.lines.filter((line) => line.includes('set aside')).length >= 7);
    });
  });

  it('makes a turn private by a prompt that comes after its tool uses', async () => {
    const story = new Story('s0', true);
    spool([story], 5);
    await withOwner(async (owner) => {
      await until(() => spooled(home) === 0, 'the spool is empty');
      await checkRemembered(owner.api, [story], 'before');
      const [, tool] = [story.next(), story.next()];
      writeSpoolFile(folder(), nextName(), JSON.stringify(tool));
      await until(() => spooled(home) === 0, 'the tool use is taken in');
      const prompt = { session_id: 's0', cwd: '/home/dev/shop-api', hook_event_name: 'UserPromptSubmit', prompt_id: 's0-2', prompt: '<private>nobody is to know</private>' };
      writeSpoolFile(folder(), nextName(), JSON.stringify({ agent: 'claude-code', event: 'UserPromptSubmit', atMs: START_MS, payload: prompt }));
      await until(async () => spooled(home) === 0 && (await owner.api.prompts({ sessionId: 1 })).some((one) => one.number === 2 && one.isPrivate), 'the prompt is private');
      assert.deepEqual(await owner.api.memories({ sessionId: 1, promptNumber: 2 }), []);
      assert.equal((await owner.api.status()).queue.pending, 0);
    });
  });
});

function ms(nanoseconds: number): number {
  return Math.round(nanoseconds / 1e5) / 10;
}
