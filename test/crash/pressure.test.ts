import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { DEFAULT_PROVIDER_SETTINGS } from '../../src/core/settings';
import { startAnthropicServer } from '../support/anthropicServer';
import { EventClient } from './support/eventClient';
import { makeHome, removeHome } from './support/memoryHome';
import { endAllOwners, OwnerProcess } from './support/ownerProcess';
import { WASM_FILE } from './support/programs';
import { checkRemembered, withOwnerAt } from './support/remembered';
import { Story } from './support/story';
import { Teller } from './support/teller';

const PENDING = Number(process.env['RECOLLECT_PENDING'] ?? '100000');
const CLIENTS = 64;

describe('an owner under pressure', function () {
  this.timeout(600_000);
  let home = '';

  beforeEach(() => (home = makeHome()));
  afterEach(() => {
    endAllOwners();
    removeHome(home);
  });

  const start = (provider = DEFAULT_PROVIDER_SETTINGS): OwnerProcess => new OwnerProcess({ home, dataFolder: `${home}/data`, wasmFile: WASM_FILE, settings: { provider, payloadRetentionDays: 0 } });

  async function socketOf(owner: OwnerProcess): Promise<string> {
    const socket = await owner.socket();
    assert.ok(socket, owner.stderr);
    return socket;
  }

  it(`serves ${CLIENTS} clients at once beside one that never reads and one that sends a byte at a time`, async () => {
    const socket = await socketOf(start());
    const deaf = connect(socket);
    deaf.on('error', () => undefined);
    deaf.pause();
    // It asks for much and takes nothing of it.
    const asking = setInterval(() => deaf.writable && deaf.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'status' })}\n`.repeat(500)), 5);
    const slow = connect(socket);
    slow.on('error', () => undefined);
    let slowAnswer = '';
    slow.setEncoding('utf8').on('data', (text: string) => (slowAnswer += text));
    const bytes = `${JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'ping' })}\n`;
    try {
      const tellers = Array.from({ length: CLIENTS }, (_, index) => new Teller(new Story(`s${index}`, index % 2 === 0)));
      const telling = Promise.all(tellers.map((teller) => teller.tell(socket, 20)));
      for (const byte of bytes) {
        slow.write(byte);
        await sleep(20);
      }
      assert.deepEqual(await telling, tellers.map(() => 20));
      await withOwnerAt(socket, (api) => checkRemembered(api, tellers.map((teller) => teller.story), 'among 64'));
      for (let waited = 0; !slowAnswer.includes('"id":7') && waited < 200; waited++) await sleep(25);
      assert.match(slowAnswer, /"id":7/);
    } finally {
      clearInterval(asking);
      deaf.destroy();
      slow.destroy();
    }
  });

  it(`holds ${PENDING} messages while the provider is down, answers at once and stays small`, async () => {
    const server = await startAnthropicServer();
    server.fallback = () => ({ kind: 'status', status: 401, body: { type: 'error', error: { type: 'authentication_error', message: 'no' } } });
    try {
      const owner = start({ ...DEFAULT_PROVIDER_SETTINGS, name: 'anthropic', anthropic: { model: 'claude-haiku-4-5', baseUrl: server.baseUrl, apiKey: 'sk-test' } });
      const socket = await socketOf(owner);
      const idle = residentMiB(owner.pid);
      const stories = Array.from({ length: 32 }, (_, index) => new Story(`s${index}`, true, 1_500));
      const startMs = performance.now();
      await Promise.all(stories.map((story) => fill(socket, story, Math.ceil(PENDING / 0.8 / stories.length))));
      const filledMs = performance.now() - startMs;
      const filled = residentMiB(owner.pid);
      const figures = await withOwnerAt(socket, async (api) => {
        const status = await api.status();
        assert.ok(status.queue.pending >= PENDING, `only ${status.queue.pending} wait`);
        assert.equal(status.pause?.kind, 'provider');
        const statusMs = await median(() => api.status());
        const ack = new Teller(new Story('more', true));
        const ackMs = await median(() => ack.tell(socket, 1));
        // Each resume gathers and claims a batch, asks the provider, and puts it back.
        const asked = server.requests.length;
        const resumedToAskedMs = await median(async () => {
          const before = server.requests.length;
          await api.resume();
          while (server.requests.length === before) await sleep(1);
        }, 5);
        assert.ok(server.requests.length > asked);
        return { statusMs, ackMs, resumedToAskedMs };
      });
      await owner.end('SIGTERM');
      const again = start();
      const startedMs = performance.now();
      await socketOf(again);
      const restartMs = performance.now() - startedMs;
      console.log(`    ${PENDING} pending: ${JSON.stringify({ fillS: Math.round(filledMs / 100) / 10, idleMiB: idle, filledMiB: filled, restartedMiB: residentMiB(again.pid), restartMs: Math.round(restartMs), ...figures })}`);
      assert.ok(filled < 1_500, `${filled} MiB`);
      await again.end();
    } finally {
      await server.close();
    }
  });
});

async function fill(socket: string, story: Story, events: number): Promise<void> {
  const client = await EventClient.open(socket);
  assert.ok(client);
  for (let event = 0; event < events; event++) assert.equal((await client.send(story.next())).kind, 'acked');
  client.close();
}

async function median(work: () => Promise<unknown>, samples = 9): Promise<number> {
  const times: number[] = [];
  for (let sample = 0; sample < samples; sample++) {
    const startMs = performance.now();
    await work();
    times.push(performance.now() - startMs);
  }
  return Math.round((times.sort((a, b) => a - b)[samples >> 1] ?? 0) * 10) / 10;
}

/** Only where /proc says it. */
function residentMiB(pid: number): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '0') / 1024);
  } catch {
    return 0;
  }
}
