// What a hook costs the agent: wall time of `node dist/hook.js PostToolUse` over bare `node -e 0`, with an owner and without,
// taken in turns so that a busy machine weighs on all alike. Prints JSON.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '..');
const node = join(root, 'node_modules/.bin/node');
const hook = process.argv.find((word) => word.endsWith('.js') && word.includes('hook')) ?? join(root, 'dist/hook.js');
const rounds = Number(process.argv[process.argv.indexOf('--samples') + 1]) || 150;

let sequence = 0;
function payload(): string {
  sequence++;
  const file = `/home/dev/shop-api/src/module${sequence}.js`;
  const content = `export function handler${sequence}(request, response) {\n  response.writeHead(200);\n  response.end();\n}\n`.repeat(14).slice(0, 1500);
  return JSON.stringify({
    session_id: 'bench-hook',
    transcript_path: '/home/dev/.claude/projects/-home-dev-shop-api/bench.jsonl',
    cwd: '/home/dev/shop-api',
    prompt_id: 'p1',
    permission_mode: 'default',
    hook_event_name: 'PostToolUse',
    tool_name: 'Write',
    tool_input: { file_path: file, content },
    tool_response: { type: 'create', filePath: file },
    tool_use_id: `toolu_${process.pid}_${sequence}`,
    duration_ms: 10,
  });
}

async function startOwner(home: string): Promise<ChildProcess> {
  const cli = join(root, 'dist/cli.js');
  const words = existsSync(cli) ? [cli, 'serve'] : ['--import', 'tsx', join(root, 'bench/support/tinyOwner.ts')];
  const owner = spawn(node, words, { cwd: root, env: { ...process.env, RECOLLECT_HOME: home }, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: owner.stdout })) if (line.includes('"ready"')) break;
  return owner;
}

function timeOf(words: readonly string[], home: string): number {
  const input = payload();
  const started = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(node, words, { input, env: { ...process.env, RECOLLECT_HOME: home } });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0 || stdout.length > 0 || stderr.length > 0) throw new Error(`the hook ended with ${status}: ${stderr.toString()}`);
  return ms;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
const round = (value: number): number => Math.round(value * 1000) / 1000;

async function main(): Promise<void> {
  const withOwner = mkdtempSync(join(tmpdir(), 'rc-'));
  const withoutOwner = mkdtempSync(join(tmpdir(), 'rc-'));
  const owner = await startOwner(withOwner);
  const bare: number[] = [];
  const acked: number[] = [];
  const spooled: number[] = [];
  try {
    for (let turn = -5; turn < rounds; turn++) {
      const times = [timeOf(['-e', '0'], withOwner), timeOf([hook, 'PostToolUse'], withOwner), timeOf(['-e', '0'], withOwner), timeOf([hook, 'PostToolUse'], withoutOwner)] as const;
      if (turn < 0) continue;
      bare.push(times[0], times[2]);
      acked.push(times[1]);
      spooled.push(times[3]);
    }
  } finally {
    owner.kill('SIGTERM');
    await once(owner, 'exit');
  }
  const missed = existsSync(join(withOwner, 'spool')) ? readdirSync(join(withOwner, 'spool')).length : 0;
  for (const home of [withOwner, withoutOwner]) rmSync(home, { recursive: true, force: true });

  const bareMs = quantile(bare, 0.5);
  const spread = (values: readonly number[]) => ({ median: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)) });
  console.log(
    JSON.stringify({
      bareMs: round(bareMs),
      ownerMs: round(quantile(acked, 0.5)),
      noOwnerMs: round(quantile(spooled, 0.5)),
      ratioOwner: round(quantile(acked, 0.5) / bareMs),
      ratioNoOwner: round(quantile(spooled, 0.5) / bareMs),
      spread: { bare: spread(bare), owner: spread(acked), noOwner: spread(spooled) },
      missedAcks: missed,
      samples: rounds,
      machine: { cpus: cpus().length, model: cpus()[0]?.model, node: spawnSync(node, ['--version']).stdout.toString().trim() },
    }),
  );
}

void main();
