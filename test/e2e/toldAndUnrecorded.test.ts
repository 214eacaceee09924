import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { NODE, ROOT, serve, type ServedOwner, temporaryHome } from '../../bench/support/servedOwner';
import { AGENTS } from '../../src/core/hookEvent';
import { homePaths } from '../../src/ingest/home';
import { recollect } from '../support/outage/exported';
import { untilDrained } from '../support/outage/untilDrained';

const LIMIT_MS = 60_000;

describe('The built programs, without VS Code', () => {
  let home: string;
  let remove: () => void;
  let owner: ServedOwner;
  let shop: string;
  const git = (...words: string[]): void => void execFileSync('git', ['-C', shop, '-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...words]);
  const hook = (event: string, payload: object, { agent = 'claude-code', environment = {} }: { agent?: string; environment?: NodeJS.ProcessEnv } = {}): string => {
    const input = JSON.stringify({ session_id: 's1', cwd: join(shop, 'src'), hook_event_name: event, ...payload });
    const { status, stdout, stderr } = spawnSync(NODE, [join(ROOT, 'dist/hook.js'), event, '--agent', agent], { input, encoding: 'utf8', env: { ...process.env, ...environment, RECOLLECT_HOME: home } });
    assert.deepEqual([status, stderr], [0, '']);
    return stdout;
  };
  const edit = (session: string, file: string): void => void hook('PostToolUse', { session_id: session, tool_name: 'Edit', tool_use_id: `${session} ${file}`, tool_input: { file_path: join(shop, file), old_string: 'floor(x)', new_string: 'round(x)' }, tool_response: { success: true } });
  const settled = (): Promise<void> => untilDrained(homePaths({ RECOLLECT_HOME: home }), undefined);

  before(async () => {
    ({ home, remove } = temporaryHome());
    shop = join(realpathSync(mkdtempSync(join(tmpdir(), 'shop-'))), 'shop');
    mkdirSync(join(shop, 'src'), { recursive: true });
    git('init', '-q');
    for (const file of ['till.ts', 'old.ts']) writeFileSync(join(shop, 'src', file), 'floor(x)\n');
    git('add', '.');
    git('commit', '-qm', 'The till');
    owner = await serve(home);
  });
  after(async () => {
    await owner.stop();
    remove();
    rmSync(join(shop, '..'), { recursive: true });
  });

  it('tell a new session of each agent, in its words, what is remembered, of the file that is changed, and what is stale', async () => {
    hook('UserPromptSubmit', { prompt: 'Round the totals half up' });
    edit('s1', 'src/till.ts');
    edit('s1', 'src/old.ts');
    appendFileSync(join(shop, 'src/till.ts'), 'round(x)\n');
    git('rm', '-q', 'src/old.ts');
    hook('Stop', { last_assistant_message: 'Totals are rounded half up.' });
    await settled();
    const start = (agent: string): string => hook('SessionStart', { session_id: `new ${agent}`, conversation_id: `new ${agent}`, workspace_roots: [shop], source: 'startup' }, { agent });
    const untilMs = Date.now() + LIMIT_MS;
    while (!start('claude-code').includes('Totals are rounded half up.')) {
      assert.ok(Date.now() < untilMs, 'no context was written');
      await sleep(500);
    }
    const told = (JSON.parse(await recollect(home, 'context', '--project', shop)) as { text: string }).text;
    assert.match(told, /## Last sessions\n- s1 .*Round the totals half up/);
    assert.match(told, /## Of files that are changed and not committed\n- src\/old\.ts\n {2}- o2 .* \[gone: src\/old\.ts\]\n- src\/till\.ts\n {2}- o1 /);
    for (const agent of AGENTS) {
      const answer: unknown = JSON.parse(start(agent));
      if (agent === 'cursor') assert.deepEqual(answer, { additional_context: told }, agent);
      else if (agent === 'copilot') assert.deepEqual(answer, { additionalContext: told }, agent);
      else assert.deepEqual(answer, { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: told } }, agent);
    }
  });

  it('record nothing of an incognito session or an excluded project, whoever says so and wherever', async () => {
    hook('UserPromptSubmit', { session_id: 's2', prompt: '<private>incognito</private>' });
    hook('SessionStart', { session_id: 's3', source: 'startup' }, { environment: { RECOLLECT_INCOGNITO: '1' } });
    hook('UserPromptSubmit', { session_id: 's4', prompt: 'Harmless' });
    assert.match(await recollect(home, 'incognito', 's4'), /is incognito: nothing more of it is recorded/);
    for (const session of ['s2', 's3', 's4']) {
      hook('UserPromptSubmit', { session_id: session, prompt: 'A launch code' });
      edit(session, 'src/launch.ts');
    }
    assert.match(await recollect(home, 'exclude-project', shop), /is excluded/);
    hook('UserPromptSubmit', { session_id: 's5', prompt: 'Another launch code' });
    await owner.stop();
    hook('UserPromptSubmit', { session_id: 's5', prompt: 'A spooled launch code' });
    owner = await serve(home);
    await settled();
    assert.match(await recollect(home, 'status'), /"unrecorded":\{"projects":1,"sessions":3\}/);
    assert.doesNotMatch(await recollect(home, 'export'), /launch/);
    assert.match(await recollect(home, 'exclude-project', shop, '--off'), /recorded again/);
    assert.match(await recollect(home, 'incognito', 's4', '--off'), /recorded again/);
    hook('UserPromptSubmit', { session_id: 's4', prompt: 'Open again' });
    assert.match(await recollect(home, 'export'), /Open again/);
  });
});
