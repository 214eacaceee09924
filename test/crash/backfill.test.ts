import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecollectApi } from '../../src/core/api';
import { DEFAULT_PROVIDER_SETTINGS } from '../../src/core/settings';
import { makeHome, removeHome } from './support/memoryHome';
import { endAllOwners, OwnerProcess } from './support/ownerProcess';
import { WASM_FILE } from './support/programs';
import { Random, seedOfRun } from './support/random';
import { untilEmpty, withOwnerAt } from './support/remembered';

const SESSIONS = 6;
const TURNS = 12;
const TOOLS = 5;
const KILLS = 12;

/** Writes transcripts as Claude Code does. */
function writeTranscripts(home: string): void {
  const folder = join(home, '.claude', 'projects', '-p');
  mkdirSync(folder, { recursive: true });
  for (let session = 0; session < SESSIONS; session++) {
    const lines: object[] = [];
    const line = (type: string, atMs: number, more: object): void => void lines.push({ type, isSidechain: false, uuid: `${session}-${lines.length}`, timestamp: new Date(atMs).toISOString(), cwd: '/p', sessionId: `past-${session}`, ...more });
    for (let turn = 0; turn < TURNS; turn++) {
      const atMs = Date.UTC(2026, 9, 1 + session, 8, turn);
      const promptId = `p${turn}`;
      line('user', atMs, { promptId, message: { role: 'user', content: `Do ${turn}` } });
      for (let tool = 0; tool < TOOLS; tool++) {
        const id = `toolu_${session}_${turn}_${tool}`;
        line('assistant', atMs + tool * 1_000, { message: { id: `m${id}`, content: [{ type: 'tool_use', id, name: 'Bash', input: { command: `make ${id}` } }] } });
        line('user', atMs + tool * 1_000 + 500, { promptId, message: { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: 'ok' }] }, toolUseResult: { stdout: `made ${id}`, stderr: '' } });
      }
      line('assistant', atMs + 30_000, { message: { id: `end${turn}`, content: [{ type: 'text', text: `Did ${turn}.` }] } });
    }
    writeFileSync(join(folder, `past-${session}.jsonl`), lines.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }
}

async function checkAll(api: RecollectApi, told: string): Promise<void> {
  const sessions = await api.sessions({ limit: 100 });
  assert.deepEqual(sessions.map((session) => session.agentSessionId).sort(), Array.from({ length: SESSIONS }, (_, session) => `past-${session}`), told);
  for (const session of sessions) {
    const name = session.agentSessionId.slice('past-'.length);
    const prompts = (await api.prompts({ sessionId: session.id })).toReversed();
    assert.deepEqual(prompts.map((prompt) => [prompt.number, prompt.text]), Array.from({ length: TURNS }, (_, turn) => [turn + 1, `Do ${turn}`]), `${told}: prompts of ${name}`);
    for (const prompt of prompts) {
      const entries = await api.memories({ sessionId: session.id, promptNumber: prompt.number });
      const memories = await api.get({ ids: entries.map((entry) => entry.id) });
      const evidence = memories.flatMap((memory) => (memory.kind === 'observation' ? memory.evidence : [])).sort();
      assert.deepEqual(evidence, Array.from({ length: TOOLS }, (_, tool) => `toolu_${name}_${prompt.number - 1}_${tool}`), `${told}: tool uses of prompt ${prompt.number} of ${name}`);
      assert.equal(memories.filter((memory) => memory.kind === 'summary').length, 1, `${told}: summaries of prompt ${prompt.number} of ${name}`);
    }
  }
}

describe('an import of past sessions', function () {
  this.timeout(300_000);
  const home = makeHome();
  const user = { HOME: process.env['HOME'], CLAUDE_CONFIG_DIR: process.env['CLAUDE_CONFIG_DIR'] };
  before(() => {
    // Owners look for transcripts in the home of who runs them.
    process.env['HOME'] = home;
    delete process.env['CLAUDE_CONFIG_DIR'];
    writeTranscripts(home);
  });
  after(() => {
    for (const [name, value] of Object.entries(user)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    assert.equal(endAllOwners(), 0);
    removeHome(home);
  });

  const start = (): OwnerProcess => new OwnerProcess({ home: join(home, '.recollect'), dataFolder: join(home, '.recollect', 'data'), wasmFile: WASM_FILE, settings: { provider: DEFAULT_PROVIDER_SETTINGS, payloadRetentionDays: 0 }, sessionManager: { quietMs: 0 } });
  const isAtWork = async (api: RecollectApi): Promise<boolean> => ['running', 'waiting'].includes((await api.status()).backfill?.state ?? '');

  it('whose owner is killed again and again goes on by itself, and leaves everything once', async () => {
    const random = new Random(seedOfRun());
    let cutOff = 0;
    for (let life = 0; life < KILLS; life++) {
      const owner = start();
      try {
        const socket = await owner.socket();
        assert.ok(socket, owner.stderr);
        await withOwnerAt(socket, async (api) => {
          if (life === 0) {
            const files = (await api.pastSessions({})).map(({ file, state }) => (assert.equal(state, 'new'), file));
            assert.equal((await api.backfill({ files })).count, SESSIONS);
          }
          await sleep(random.below(250));
          if (await isAtWork(api)) cutOff++;
        });
      } finally {
        await owner.end();
      }
    }
    assert.ok(cutOff > 0, 'no import was cut off');
    const owner = start();
    try {
      const socket = await owner.socket();
      assert.ok(socket, owner.stderr);
      await withOwnerAt(socket, async (api) => {
        const untilMs = Date.now() + 120_000;
        while (await isAtWork(api)) {
          assert.ok(Date.now() < untilMs, 'the import does not end');
          await sleep(50);
        }
        await untilEmpty(api);
        const told = `cut off ${cutOff} times`;
        await checkAll(api, told);
        assert.deepEqual(new Set((await api.pastSessions({})).map(({ state }) => state)), new Set(['complete']), told);
        const again = await api.backfill({ files: (await api.pastSessions({})).map(({ file }) => file) });
        assert.equal(again.count, SESSIONS);
        while (await isAtWork(api)) await sleep(50);
        assert.equal((await api.status()).backfill?.queued, 0, 'imported again, something was new');
      });
    } finally {
      await owner.end();
    }
  });
});
