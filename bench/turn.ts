import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { say, use } from '../test/support/clients/agentModel';
import { ClientBench } from '../test/support/clients/clientBench';
import { claudeCode } from '../test/support/clients/claudeCode';
import { machine as thisMachine, quantile, rounded, spread } from './support/measure';

const ROUNDS = 60;
const WARM_UP = 3;

/**
 * What our hooks cost the real Claude Code: wall time of a turn with one tool use, from the prompt to the end of the answer, in a
 * session that is connected and in one that is not, taken in turns. Two of the hooks are waited for, and each is the start of a Node.
 */
export async function run(words: readonly string[]): Promise<object> {
  const rounds = Number(words[0] ?? ROUNDS);
  const connected = await Conversation.open(true);
  const bare = await Conversation.open(false);
  const withHooks: number[] = [];
  const without: number[] = [];
  const bareNode: number[] = [];
  try {
    for (let round = -WARM_UP; round < rounds; round++) {
      const times = [await connected.turn(round + WARM_UP), await bare.turn(round + WARM_UP)] as const;
      const startMs = performance.now();
      spawnSync(process.execPath, ['-e', '0']);
      if (round < 0) continue;
      bareNode.push(performance.now() - startMs);
      withHooks.push(times[0]);
      without.push(times[1]);
    }
  } finally {
    await connected.close();
    await bare.close();
  }
  const addedMs = withHooks.map((ms, round) => ms - (without[round] ?? Number.NaN));
  return { client: `Claude Code ${claudeCode.package.version}`, addedMs: rounded(quantile(addedMs, 0.5)), withHooks: spread(withHooks), floor: { withoutHooks: spread(without), bareNode: spread(bareNode) }, machine: thisMachine() };
}

/** A session of Claude Code that takes one prompt after the other. */
class Conversation {
  private readonly results: AsyncIterator<string>;

  private constructor(
    private readonly bench: ClientBench,
    private readonly client: ChildProcess & { readonly stdin: NodeJS.WritableStream; readonly stdout: NodeJS.ReadableStream },
  ) {
    this.results = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
  }

  static async open(isConnected: boolean): Promise<Conversation> {
    const bench = await ClientBench.open(claudeCode);
    if (typeof bench === 'string') throw new Error(`Claude Code cannot be installed here: ${bench}`);
    if (isConnected) {
      await bench.machine.startOwner();
      await bench.machine.program.run('connect', claudeCode.agent);
    }
    const client = spawn(bench.program, ['--permission-mode', 'bypassPermissions', '--input-format', 'stream-json', '--output-format', 'stream-json', '--verbose', '-p'], { cwd: bench.machine.project, env: bench.environment, stdio: ['pipe', 'pipe', 'ignore'] });
    return new Conversation(bench, client);
  }

  async turn(number: number): Promise<number> {
    const { machine, model, client } = this.bench;
    model.play(use(client.calls.write(join(machine.project, 'src', `file${number}.js`), `export const number = ${number};\n`)), say('It is there.'));
    const startMs = performance.now();
    this.client.stdin.write(`${JSON.stringify({ type: 'user', message: { role: 'user', content: `Write file ${number}.` } })}\n`);
    for (;;) {
      const line = await this.results.next();
      if (line.done === true) throw new Error('Claude Code ended in the middle of a turn');
      if ((JSON.parse(line.value) as { type?: unknown }).type === 'result') return performance.now() - startMs;
    }
  }

  async close(): Promise<void> {
    const ended = once(this.client, 'exit');
    this.client.stdin.end();
    await ended;
    await this.bench.close();
  }
}
