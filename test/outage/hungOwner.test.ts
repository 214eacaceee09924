import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, serve, type ServedOwner, temporaryHome } from '../../bench/support/servedOwner';
import { homePaths } from '../../src/ingest/home';
import { SPOOL_FILE } from '../../src/ingest/spoolFile';
import { exported } from '../support/outage/exported';
import { untilDrained } from '../support/outage/untilDrained';
import { runHook } from '../support/replay/runHook';

/** What an owner that does not answer may cost the agent, at most. */
const HOOK_MS = 300;
const EVENTS = 7;

describe('an owner that hangs', () => {
  let home: string;
  let remove: () => void;
  let owner: ServedOwner;
  const environment = (): NodeJS.ProcessEnv => ({ ...process.env, RECOLLECT_HOME: home });
  const hook = (event: string, payload: Record<string, unknown>) => runHook(join(ROOT, 'dist/hook.js'), event, { session_id: 's', cwd: '/home/dev/shop-api', hook_event_name: event, ...payload }, environment());
  const spooled = (): string[] => readdirSync(homePaths(environment()).spoolFolder).filter((name) => SPOOL_FILE.test(name));

  beforeEach(async () => {
    ({ home, remove } = temporaryHome());
    owner = await serve(home, [], {}, 'ignore');
    await hook('UserPromptSubmit', { prompt: 'Make the till faster' });
    process.kill(owner.pid, 'SIGSTOP');
  });
  afterEach(async () => {
    await owner.stop('SIGKILL');
    remove();
  });

  async function useTools(): Promise<string[]> {
    const ids: string[] = [];
    const times: number[] = [];
    for (let index = 0; index < EVENTS; index++) {
      const id = `toolu_${index}`;
      const startMs = performance.now();
      const { exitCode, stdout } = await hook('PostToolUse', { tool_name: 'Bash', tool_input: { command: `make ${id}` }, tool_response: { stdout: 'made' }, tool_use_id: id });
      times.push(performance.now() - startMs);
      assert.deepEqual([exitCode, stdout], [0, '']);
      ids.push(id);
    }
    // The middle one: a machine may do something else for a moment, and that is not the hook's.
    const middleMs = times.toSorted((a, b) => a - b)[EVENTS >> 1] ?? Infinity;
    assert.ok(middleMs <= HOOK_MS, `a hook took ${middleMs} ms`);
    assert.equal(spooled().length, EVENTS);
    return ids;
  }

  async function assertTakenInOnce(ids: readonly string[]): Promise<void> {
    await untilDrained(homePaths(environment()), 1);
    assert.deepEqual((await exported(home)).evidence.toSorted(), ids);
    assert.deepEqual(spooled(), []);
  }

  it('holds no hook for long; the events are in the spool, and taken in once when it goes on', async () => {
    const ids = await useTools();
    process.kill(owner.pid, 'SIGCONT');
    await assertTakenInOnce(ids);
  });

  it('and is killed: the next owner takes them in once', async () => {
    const ids = await useTools();
    await owner.stop('SIGKILL');
    owner = await serve(home, [], {}, 'ignore');
    await assertTakenInOnce(ids);
  });
});
