import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeFolder, temporaryFolder } from '../../../support/temporaryFolder';
import { eventsIn, FIXTURE_HOME, fixtureFiles, takenFrom, told } from '../../../support/transcriptFixtures';

describe('a transcript of Claude Code', () => {
  const session = async () => {
    const [file] = await fixtureFiles('claude-code');
    assert.ok(file);
    return file;
  };

  it('tells what its hooks tell: prompts, tool uses and failures, sub-agents in their place, ends of turns', async () => {
    const { of, file } = await session();
    const events = (await eventsIn(of.read(file, 0))).map(takenFrom);
    assert.deepEqual(events.map(told), [
      '00:01 prompt: Fix the totals',
      '00:04 toolu_1 Read {"file_path":"/home/dev/shop-api/src/total.ts"} → {"type":"text","file":{"filePath":"/home/dev/shop-api/src/total.ts","content":"export const total = 0;\\n","numLines":1,"startLine":1,"totalLines":1}}',
      '00:05 toolu_2 Bash {"command":"npm test"} → failed: Exit code 1\n1 failing',
      '00:10 by general-purpose a1 toolu_s1 Grep {"pattern":"round"} → "src/total.ts"',
      '00:11 by general-purpose a1 subagentStop: It rounds twice.',
      '00:12 toolu_4 Agent {"description":"Audit","prompt":"Audit the rounding","subagent_type":"general-purpose"} → {"status":"completed","agentId":"a1","agentType":"general-purpose","content":[{"type":"text","text":"It rounds twice."}]}',
      '00:13 stop: Done: it rounds once.',
      '00:30 preCompact manual',
      '01:00 prompt: Now test it',
      '01:20 prompt: /review src/total.ts',
      '01:22 stop: It is\ngood.',
    ]);
    assert.deepEqual(new Set(events.map(({ sessionId, cwd }) => `${sessionId} ${cwd}`)), new Set(['7d1c0a52-0000-4000-8000-000000000001 /home/dev/shop-api']));
    assert.deepEqual(events.map(({ promptId }) => promptId), ['p1', 'p1', 'p1', 'p1', 'p1', 'p1', 'p1', 'p1', 'p2', 'p3', 'p3']);
  });

  it('is read to its end where a pipe lies in the place of a sub-agent or of what one is', async function () {
    if (process.platform === 'win32') this.skip();
    const home = temporaryFolder();
    try {
      cpSync(FIXTURE_HOME, home, { recursive: true });
      const [file] = await fixtureFiles('claude-code', home);
      assert.ok(file);
      const folder = join(file.file.replace(/\.jsonl$/, ''), 'subagents');
      writeFileSync(join(folder, 'agent-a8.jsonl'), '');
      execFileSync('mkfifo', [join(folder, 'agent-a8.meta.json'), join(folder, 'agent-a9.jsonl')]);
      const { of, file: path } = await session();
      assert.equal((await eventsIn(file.of.read(file.file, 0))).length, (await eventsIn(of.read(path, 0))).length);
    } finally {
      removeFolder(home);
    }
  });

  it('is taken up again at the beginning of a turn', async () => {
    const { of, file } = await session();
    const all = await eventsIn(of.read(file, 0));
    const last = all.at(-1);
    assert.ok(last);
    const again = (await eventsIn(of.read(file, last.turnAtByte))).filter(({ payload }) => payload['agent_id'] === undefined);
    assert.deepEqual(again.map((event) => told(takenFrom(event))), ['01:20 prompt: /review src/total.ts', '01:22 stop: It is\ngood.']);
    assert.deepEqual(again.map(({ origin }) => origin.eventKey), all.slice(-2).map(({ origin }) => origin.eventKey));
  });

  it('names each event by a key of its own', async () => {
    const { of, file } = await session();
    const keys = (await eventsIn(of.read(file, 0))).map(({ origin }) => origin.eventKey);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('is outlined by its first prompt, its times and about how much it holds', async () => {
    const file = await session();
    assert.deepEqual(await file.of.outline(file), {
      sessionId: '7d1c0a52-0000-4000-8000-000000000001',
      cwd: '/home/dev/shop-api',
      firstPrompt: 'Fix the totals',
      startedAtMs: Date.UTC(2026, 10, 2, 9, 0, 1),
      lastAtMs: Date.UTC(2026, 10, 2, 9, 1, 22),
      toolUses: 4,
      turns: 6,
    });
  });
});
