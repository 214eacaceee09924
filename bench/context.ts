import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { apiOf } from './support/apiOf';
import { fillMemory } from './support/filledMemory';
import { machine, quantile, rounded, spread } from './support/measure';
import { NODE, ROOT, serve, temporaryHome } from './support/servedOwner';

const OBSERVATIONS = 100_000;
const ROUNDS = 100;
const WARM_UP = 5;
const RENDERS = 100;
/** One of the filled memory's; its folder need not be there. */
const PROJECT = '/home/dev/project-7';

/** What the context costs with 100,000 observations: the hook that prints it over bare `node -e 0`, in turns, and its rendering in the owner. */
export async function run(words: readonly string[]): Promise<object> {
  const rounds = Number(words[0] ?? ROUNDS);
  const { home, remove } = temporaryHome();
  try {
    await fillMemory(home, OBSERVATIONS);
    const owner = await serve(home);
    const { api, close } = await apiOf(owner.socket);
    try {
      const renders: number[] = [];
      const empty: number[] = [];
      let contextBytes = 0;
      for (let round = -WARM_UP; round < RENDERS; round++) {
        const startMs = performance.now();
        contextBytes = (await api.context({ project: PROJECT })).bytes;
        const renderedMs = performance.now();
        await api.get({ ids: [] });
        if (round < 0) continue;
        renders.push(renderedMs - startMs);
        empty.push(performance.now() - renderedMs);
      }
      // The first session's event has the context written; then hooks find it ready.
      await untilPrinted(home);
      const bare: number[] = [];
      const hooks: number[] = [];
      for (let round = -WARM_UP; round < rounds; round++) {
        const bareMs = timed(home, ['-e', '0'], `bare-${round}`).ms;
        const { ms, printed } = sessionStart(home, `round-${round}`);
        if (!printed.includes('additionalContext')) throw new Error('the hook printed no context');
        if (round < 0) continue;
        bare.push(bareMs);
        hooks.push(ms);
      }
      return {
        observations: OBSERVATIONS,
        contextBytes,
        ratio: rounded(quantile(hooks, 0.5) / quantile(bare, 0.5), 3),
        hook: spread(hooks),
        render: spread(renders),
        floor: { bareNode: spread(bare), emptyCall: spread(empty) },
        machine: machine(),
      };
    } finally {
      close();
      await owner.stop();
    }
  } finally {
    remove();
  }
}

async function untilPrinted(home: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    timed(home, [join(ROOT, 'dist/hook.js'), 'PostToolUse'], `first-${attempt}`, { tool_name: 'Bash', tool_input: { command: 'make' }, tool_response: { stdout: 'made' }, tool_use_id: `toolu_${attempt}` });
    await new Promise((resolve) => setTimeout(resolve, 200));
    if (sessionStart(home, `look-${attempt}`).printed !== '') return;
  }
  throw new Error('no context was written');
}

function sessionStart(home: string, session: string): { ms: number; printed: string } {
  return timed(home, [join(ROOT, 'dist/hook.js'), 'SessionStart'], session, { source: 'startup' });
}

function timed(home: string, words: readonly string[], session: string, more: object = {}): { ms: number; printed: string } {
  const input = JSON.stringify({ session_id: session, cwd: PROJECT, hook_event_name: words[1], ...more });
  const startMs = performance.now();
  const { status, stdout, stderr } = spawnSync(NODE, words, { input, encoding: 'utf8', env: { ...process.env, RECOLLECT_HOME: home } });
  const ms = performance.now() - startMs;
  if (status !== 0 || stderr !== '') throw new Error(`the hook ended with ${String(status)}: ${stderr}`);
  return { ms, printed: stdout };
}
