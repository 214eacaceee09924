import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { machine, quantile, rounded, spread } from './support/measure';
import { NODE, ROOT, serve, temporaryHome } from './support/servedOwner';

const ROUNDS = 150;
const WARM_UP = 5;
const CONTENT_BYTES = 1_500;

/**
 * What a hook costs the agent: wall time of `node dist/hook.js PostToolUse` over bare `node -e 0`, with an owner and without,
 * taken in turns so that a busy machine weighs on all alike.
 */
export async function run(words: readonly string[]): Promise<object> {
  const rounds = Number(words[0] ?? ROUNDS);
  const hook = join(ROOT, 'dist/hook.js');
  const withOwner = temporaryHome();
  const without = temporaryHome();
  const owner = await serve(withOwner.home);
  const bare: number[] = [];
  const acked: number[] = [];
  const spooled: number[] = [];
  try {
    for (let round = -WARM_UP; round < rounds; round++) {
      const times = [timeOf(['-e', '0'], withOwner.home), timeOf([hook, 'PostToolUse'], withOwner.home), timeOf(['-e', '0'], without.home), timeOf([hook, 'PostToolUse'], without.home)] as const;
      if (round < 0) continue;
      bare.push(times[0], times[2]);
      acked.push(times[1]);
      spooled.push(times[3]);
    }
    const bareMs = quantile(bare, 0.5);
    return {
      ratioOwner: rounded(quantile(acked, 0.5) / bareMs, 3),
      ratioNoOwner: rounded(quantile(spooled, 0.5) / bareMs, 3),
      owner: spread(acked),
      noOwner: spread(spooled),
      // Events that the owner did not acknowledge in time wait there until it takes them in.
      missedAcks: readdirSync(join(withOwner.home, 'spool')).length,
      floor: { bareNode: spread(bare) },
      machine: machine(),
    };
  } finally {
    await owner.stop();
    withOwner.remove();
    without.remove();
  }
}

let sequence = 0;

function payload(): string {
  sequence++;
  const file = `/home/dev/shop-api/src/module${sequence}.js`;
  const content = `export function handler${sequence}(request, response) {\n  response.writeHead(200);\n  response.end();\n}\n`.repeat(20).slice(0, CONTENT_BYTES);
  return JSON.stringify({
    session_id: 'bench-hook',
    transcript_path: '/home/dev/.claude/projects/-home-dev-shop-api/bench.jsonl',
    cwd: '/home/dev/shop-api',
    permission_mode: 'default',
    hook_event_name: 'PostToolUse',
    tool_name: 'Write',
    tool_input: { file_path: file, content },
    tool_response: { type: 'create', filePath: file },
    tool_use_id: `toolu_${process.pid}_${sequence}`,
    duration_ms: 10,
  });
}

function timeOf(words: readonly string[], home: string): number {
  const input = payload();
  const startMs = performance.now();
  const ended: SpawnSyncReturns<Buffer> = spawnSync(NODE, words, { input, env: { ...process.env, RECOLLECT_HOME: home } });
  const ms = performance.now() - startMs;
  if (ended.status !== 0 || ended.stdout.length > 0 || ended.stderr.length > 0) throw new Error(`the hook ended with ${String(ended.status)}: ${ended.stderr.toString()}`);
  return ms;
}
