// How many events a second the socket takes from 16 clients at once, parsing and cleaning included, storing not. Prints JSON.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

const CLIENTS = 16;
const root = join(import.meta.dirname, '..');
const total = Number(process.argv[process.argv.indexOf('--events') + 1]) || 40_000;
const isNewConnection = process.argv.includes('--new-connections');

function frame(id: number): string {
  const content = `export function handler${id}(request, response) {\n  response.writeHead(200);\n  response.end();\n}\n`.repeat(20).slice(0, 1500);
  const payload = { session_id: 's', cwd: '/home/dev/shop-api', prompt_id: 'p', hook_event_name: 'PostToolUse', tool_name: 'Write', tool_input: { file_path: `/home/dev/shop-api/src/module${id}.js`, content }, tool_response: { type: 'create' }, tool_use_id: `t${id}`, duration_ms: 3 };
  return `${JSON.stringify({ jsonrpc: '2.0', id, method: 'ingest', params: { agent: 'claude-code', event: 'PostToolUse', atMs: Date.now(), payload } })}\n`;
}

async function client(path: string, frames: readonly string[], latencies: number[]): Promise<void> {
  let socket = connect(path);
  for (const bytes of frames) {
    if (isNewConnection) socket = connect(path);
    const started = performance.now();
    socket.write(bytes);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (!answer.includes('"result"')) throw new Error(answer.toString());
    latencies.push(performance.now() - started);
    if (isNewConnection) socket.destroy();
  }
  socket.destroy();
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rc-'));
  const path = join(folder, 'run', 's');
  const owner = spawn(join(root, 'node_modules/.bin/node'), ['--import', 'tsx', join(root, 'bench/support/parsingOwner.ts'), path], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(owner.stdout, 'data');
  const perClient = Math.floor(total / CLIENTS);
  const work = Array.from({ length: CLIENTS }, (_, c) => Array.from({ length: perClient }, (_, i) => frame(c * perClient + i)));
  await client(path, work.flatMap((frames) => frames.slice(0, 50)), []);
  const latencies: number[] = [];
  const started = performance.now();
  await Promise.all(work.map((frames) => client(path, frames, latencies)));
  const seconds = (performance.now() - started) / 1000;
  owner.kill();
  await once(owner, 'exit');
  rmSync(folder, { recursive: true, force: true });
  latencies.sort((a, b) => a - b);
  const quantile = (share: number): number => Math.round((latencies[Math.floor(latencies.length * share)] ?? NaN) * 100) / 100;
  console.log(JSON.stringify({ acksPerSecond: Math.round(latencies.length / seconds), p50Ms: quantile(0.5), p99Ms: quantile(0.99), clients: CLIENTS, events: latencies.length, frameBytes: frame(1).length, newConnections: isNewConnection, cpus: cpus().length }));
}

void main();
