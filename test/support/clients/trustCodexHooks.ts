import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const hooksShape = z.array(z.object({ key: z.string(), currentHash: z.string(), trustStatus: z.string() }));
type Hooks = z.infer<typeof hooksShape>;
const listing = z.object({ data: z.array(z.object({ hooks: hooksShape })) });
const answer = z.object({ id: z.number(), result: z.unknown(), error: z.optional(z.object({ message: z.string() })) });

/** Codex's own server, which its user interfaces speak to. */
class AppServer {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (line: unknown) => void>();
  private nextId = 1;

  constructor(program: string, options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }) {
    const child = spawn(program, ['app-server'], { ...options, stdio: ['pipe', 'pipe', 'ignore'] });
    this.child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = answer.safeParse(JSON.parse(line));
      if (parsed.success) this.waiting.get(parsed.data.id)?.(parsed.data);
    });
  }

  async request(method: string, params: object): Promise<unknown> {
    const id = this.nextId++;
    const answered = new Promise<unknown>((resolve) => this.waiting.set(id, resolve));
    this.send({ id, method, params });
    const { result, error } = answer.parse(await answered);
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  send(message: object): void {
    this.child.stdin?.write(`${JSON.stringify(message)}\n`);
  }

  async end(): Promise<void> {
    this.child.kill();
    await once(this.child, 'exit');
  }
}

/** What `/hooks` in Codex does when a person trusts each hook that it shows. @throws when one is not trusted then */
export async function trustCodexHooks(program: string, options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv }): Promise<void> {
  const server = new AppServer(program, options);
  try {
    await server.request('initialize', { clientInfo: { name: 'recollect-tests', version: '1.0.0' } });
    server.send({ method: 'initialized' });
    const list = async (): Promise<Hooks> => listing.parse(await server.request('hooks/list', { cwds: [options.cwd] })).data.flatMap(({ hooks }) => hooks);
    const trusted = (await list()).map(({ key, currentHash }): [string, object] => [key, { trusted_hash: currentHash }]);
    await server.request('config/batchWrite', { edits: [{ keyPath: 'hooks.state', value: Object.fromEntries(trusted), mergeStrategy: 'upsert' }] });
    assert.deepEqual(new Set((await list()).map((hook) => hook.trustStatus)), new Set(['trusted']));
  } finally {
    await server.end();
  }
}
