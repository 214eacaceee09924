import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_PROVIDER_SETTINGS } from '../../src/core/settings';
import { homePaths, readHomeInfo } from '../../src/ingest/home';
import { EventClient } from './support/eventClient';
import { HookTeller, spooled } from './support/hookTeller';
import { makeHome, removeHome } from './support/memoryHome';
import { endAllOwners, OwnerProcess } from './support/ownerProcess';
import { WASM_FILE } from './support/programs';
import { Random, seedOfRun } from './support/random';
import { checkRemembered, withOwnerAt } from './support/remembered';
import { scaled } from './support/scale';
import { Story } from './support/story';
import { Teller } from './support/teller';
import { endAllWindows, until, WindowProcess } from './support/windowProcess';

const CROWD = 8;
const CROWD_MS = 60_000;

describe('ownership of a memory', function () {
  this.timeout(scaled(600_000));
  const seed = seedOfRun();
  let home = '';

  beforeEach(() => (home = makeHome()));
  afterEach(async () => {
    await endAllWindows();
    endAllOwners();
    removeHome(home);
  });

  const owner = (at = home): OwnerProcess => new OwnerProcess({ home: at, dataFolder: join(at, 'data'), wasmFile: WASM_FILE, settings: { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 } });

  async function socketOf(process: OwnerProcess): Promise<string> {
    const socket = await process.socket();
    assert.ok(socket, `no owner: ${process.stderr}`);
    return socket;
  }

  const known = (): string | undefined => {
    try {
      return readHomeInfo(homePaths({ RECOLLECT_HOME: home }))?.socket;
    } catch {
      return undefined;
    }
  };

  /** Whether whoever is the owner acknowledges an event in a moment. */
  async function acks(teller: Teller): Promise<boolean> {
    const socket = known();
    if (socket === undefined) return false;
    return (await teller.tell(socket, 1, 200)) === 1;
  }

  for (const isBusy of [false, true]) {
    it(`is given up by an owner that was stopped and goes on ${isBusy ? 'with events waiting at its socket' : 'with nothing to do'}`, async () => {
      const first = owner();
      const teller = new Teller(new Story('s0', true));
      await teller.tell(await socketOf(first), 7);
      first.signal('SIGSTOP');
      const client = isBusy ? await EventClient.open(await socketOf(first)) : undefined;
      const late = client?.send(new Story('late', true).next());
      const second = owner();
      await teller.tell(await socketOf(second), 7);
      const journal = readFileSync(join(home, 'data', 'journal-0.log'));
      first.signal('SIGCONT');
      await first.exited;
      assert.match(first.said.at(-1)?.ended ?? '', /another Recollect owns/);
      assert.deepEqual(readFileSync(join(home, 'data', 'journal-0.log')), journal, 'it has written');
      if (late) assert.notEqual((await late).kind, 'acked');
      await teller.tell(await socketOf(second), 7);
      await withOwnerAt(await socketOf(second), (api) => checkRemembered(api, [teller.story], 'after the take-over'));
      await second.end('SIGTERM');
    });
  }

  it('is one process\'s when two windows open in the same moment', async () => {
    for (let pair = 0; pair < scaled(12); pair++) {
      const at = join(home, String(pair));
      mkdirSync(at);
      const windows = [new WindowProcess(at), new WindowProcess(at)];
      await until(() => windows.every((window) => window.state.owner !== null && window.state.owner === windows.find((one) => one.state.isOwner)?.pid), `pair ${pair}: one owner, one client: ${JSON.stringify(windows.map((window) => [window.pid, window.state]))}`);
      assert.equal(windows.filter((window) => window.state.isOwner).length, 1);
      await Promise.all(windows.map((window) => window.end('SIGKILL')));
    }
  });

  it('is taken over when its owner is killed, closed or hung', async () => {
    const times: Record<string, number[]> = {};
    for (const [kind, signal] of [['killed', 'SIGKILL'], ['closed', 'SIGTERM'], ['hung', 'SIGSTOP']] as const) {
      for (let round = 0; round < 3; round++) {
        const at = home;
        home = join(at, `${kind}${round}`);
        mkdirSync(home);
        const windows = [new WindowProcess(home)];
        await until(() => windows[0]?.state.isOwner === true, 'the first window is the owner');
        windows.push(new WindowProcess(home), new WindowProcess(home));
        await until(() => windows.every((window) => window.state.owner !== null), 'all are attached');
        const teller = new Teller(new Story('s0', true));
        await until(() => acks(teller), 'an ack before');
        const startMs = performance.now();
        windows[0]?.signal(signal);
        await until(() => windows.slice(1).some((window) => window.state.isOwner), `another takes over when it is ${kind}`);
        await until(() => acks(teller), 'an ack after');
        (times[kind] ??= []).push(Math.round(performance.now() - startMs));
        await endAllWindows();
        home = at;
      }
    }
    console.log(`    take-over in ms: ${JSON.stringify(times)}`);
    for (const all of Object.values(times)) assert.ok(all.every((ms) => ms < 10_000));
  });

  it('is handed over to a newer version, to which the older attaches', async () => {
    const older = new WindowProcess(home, '0.1.0');
    await until(() => older.state.isOwner, 'the older is the owner');
    const newer = new WindowProcess(home, '0.2.0');
    await until(() => newer.state.isOwner && older.state.owner === newer.pid, 'the newer is the owner, the older its client');
    assert.equal(older.state.version, '0.2.0');
    const another = new WindowProcess(home, '0.1.0');
    await until(() => another.state.owner === newer.pid, 'another older one attaches');
    assert.equal(newer.state.isOwner, true);
  });

  it('leaves no socket of killed owners behind, and starts where one is left of a folder that is gone', async () => {
    for (let start = 0; start < 3; start++) {
      const one = owner();
      await socketOf(one);
      await one.end();
    }
    rmSync(join(home, 'data'), { recursive: true });
    const [stale] = readdirSync(join(home, 'run'));
    assert.ok(stale);
    for (let generation = 0; generation < 3; generation++) {
      const again = owner();
      await socketOf(again);
      assert.equal(readdirSync(join(home, 'run')).filter((name) => name.endsWith(`-${generation}.sock`)).length, 1);
      await again.end();
    }
    const last = owner();
    await socketOf(last);
    assert.equal(readdirSync(join(home, 'run')).length, 1);
  });

  it('works on a path that is too long for a socket', async () => {
    const long = join(home, 'a-folder-with-a-long-name-'.repeat(5), 'globalStorage');
    mkdirSync(long, { recursive: true });
    const one = owner(long);
    const socket = await socketOf(one);
    assert.ok(Buffer.byteLength(socket) < 100);
    const teller = new Teller(new Story('s0', false));
    assert.equal(await teller.tell(socket, 5), 5);
    await withOwnerAt(socket, (api) => checkRemembered(api, [teller.story], 'on a long path'));
    await one.end('SIGTERM');
  });

  it(`loses and doubles nothing while ${CROWD} windows come, close, hang and are killed under load`, async () => {
    const random = new Random(seed);
    const tellers = [0, 1].map((index) => new Teller(new Story(`socket${index}`, index === 0)));
    const hooks = [0, 1].map((index) => new HookTeller(new Story(`hook${index}`, true), home));
    const windows: WindowProcess[] = [];
    let changes = 0;
    let isOver = false;
    const isOn = (): boolean => !isOver;
    const telling = [
      ...hooks.map(async (teller) => {
        while (isOn()) await teller.tellOne();
      }),
      ...tellers.map(async (teller) => {
        while (isOn()) await sleep((await acks(teller)) ? 5 : 20);
      }),
    ];
    const untilMs = Date.now() + scaled(CROWD_MS);
    try {
      while (Date.now() < untilMs) {
        const alive = windows.filter((window) => window.isRunning);
        if (alive.length < 2 || (alive.length < CROWD && random.chance(0.6))) windows.push(new WindowProcess(home));
        else {
          const chosen = (random.chance(0.3) ? alive.find((window) => window.state.isOwner) : undefined) ?? random.pick(alive);
          chosen.signal(random.pick(['SIGKILL', 'SIGTERM', 'SIGSTOP']));
          if (random.chance(0.3)) setTimeout(() => chosen.signal('SIGCONT'), random.below(2_000));
        }
        changes++;
        await sleep(random.below(1_500));
      }
    } finally {
      isOver = true;
      await Promise.all(telling);
      for (const window of windows) window.signal('SIGCONT');
      await endAllWindows();
    }
    const stderr = windows.map((window) => window.stderr).join('');
    assert.doesNotMatch(stderr, /damaged|is missing|could not be replayed|TypeError|ReferenceError/, stderr);
    const last = owner();
    const socket = await socketOf(last);
    for (const teller of tellers) await teller.finish(socket);
    await until(() => spooled(home) === 0, 'the spool is empty');
    await withOwnerAt(socket, (api) => checkRemembered(api, [...tellers, ...hooks].map((teller) => teller.story), `seed ${seed}`));
    console.log(`    ${windows.length} windows, ${changes} changes, ${tellers[0]?.acked}+${tellers[1]?.acked} events by socket, ${hooks[0]?.told}+${hooks[1]?.told} by hook, seed ${seed}`);
    await last.end('SIGTERM');
  });
});
