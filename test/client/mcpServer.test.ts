import assert from 'node:assert/strict';
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { RECALL_TOOLS, type RecallToolName } from '../../src/core/recallTools';
import { ALL_TOOLS } from '../../src/recall/tools/allTools';
import { inputSchemaOf } from '../../src/recall/tools/inputSchema';
import { ClientMachine } from '../support/clients/clientMachine';
import { installClient } from '../support/clients/installClient';
import { until } from '../support/clients/remembered';
import { REPOSITORY } from '../support/vscodeHost/repository';
import { mustRun } from '../support/vscodeHost/runCommand';

const CLI = join(REPOSITORY, 'dist', 'cli.js');
const INSPECTOR = { name: '@modelcontextprotocol/inspector', version: '2.12.0', program: 'mcp-inspector' };
const INSTALLING_MS = 10 * 60_000;
const ENDING_MS = 10_000;
const NOTE = 'Deploy only from the release branch';

const toolResult = z.object({ content: z.array(z.object({ type: z.literal('text'), text: z.string() })).length(1), isError: z.boolean().optional() });
type ToolResult = { readonly text: string; readonly isError: boolean };
const parsedResult = (result: unknown): ToolResult => {
  const { content, isError = false } = toolResult.parse(result);
  return { text: content[0]?.text ?? '', isError };
};

describe('`recollect mcp`', () => {
  let machine: ClientMachine;
  const opened: Client[] = [];
  beforeEach(async () => {
    machine = new ClientMachine(REPOSITORY);
    await machine.prepare();
  });
  afterEach(async () => {
    for (const client of opened.splice(0)) await client.close();
    await machine.remove();
  });

  const environment = (): Record<string, string> => Object.fromEntries(Object.entries(machine.environment).filter((entry): entry is [string, string] => entry[1] !== undefined));

  /** A client that works in a folder, by its own working directory or by saying so. */
  async function connect(cwd = machine.project, root?: string): Promise<{ client: Client; pid: number; call: (name: RecallToolName, input: Record<string, unknown>) => Promise<ToolResult> }> {
    const client = new Client({ name: 'test', version: '1' }, { capabilities: root === undefined ? {} : { roots: {} } });
    if (root !== undefined) client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: [{ uri: pathToFileURL(root).href }] }));
    const transport = new StdioClientTransport({ command: process.execPath, args: [CLI, 'mcp'], cwd, env: environment(), stderr: 'ignore' });
    await client.connect(transport);
    opened.push(client);
    return { client, pid: transport.pid ?? 0, call: async (name, input) => parsedResult(await client.callTool({ name, arguments: input })) };
  }

  it('lists the tools as they are defined, says when to use them, and which of them only read', async () => {
    const { client } = await connect();
    const { tools } = await client.listTools();
    assert.deepEqual(tools.map(({ name, title, description, inputSchema }) => ({ name, title, description, inputSchema })), JSON.parse(JSON.stringify(ALL_TOOLS.map((tool) => ({ name: tool.name, title: tool.title, description: tool.description, inputSchema: inputSchemaOf(tool) })))));
    assert.deepEqual(tools.filter(({ annotations }) => annotations?.readOnlyHint !== true).map(({ name }) => name), [RECALL_TOOLS.remember]);
    assert.match(client.getInstructions() ?? '', /recollect_search/);
    assert.equal(client.getServerVersion()?.name, 'recollect');
  });

  it('writes a note by the owner, and finds it in the project of its working directory, or of the folder that the client names', async () => {
    await machine.startOwner();
    const inside = await connect();
    assert.match((await inside.call(RECALL_TOOLS.remember, { text: NOTE })).text, /^Remembered as o1 of the project .*shop-api/);
    assert.match((await inside.call(RECALL_TOOLS.search, { query: 'release branch' })).text, new RegExp(`- o1 .*${NOTE}`));
    const elsewhere = await connect(machine.home);
    assert.match((await elsewhere.call(RECALL_TOOLS.search, { query: 'release branch' })).text, /^Nothing found of the project/);
    assert.match((await elsewhere.call(RECALL_TOOLS.search, { query: 'release branch', project: 'all' })).text, /o1/);
    const rooted = await connect(machine.home, join(machine.project, 'src'));
    assert.match((await rooted.call(RECALL_TOOLS.search, { query: 'release branch' })).text, /o1/);
  });

  it('goes on over the end of owners: with the next one, and with what is on disk while there is none', async () => {
    const { call } = await connect();
    const before = await call(RECALL_TOOLS.search, { query: 'release' });
    assert.deepEqual([before.isError, /There is no memory yet/.test(before.text)], [true, true], before.text);
    await machine.startOwner();
    await call(RECALL_TOOLS.remember, { text: NOTE });
    await machine.killOwner();
    assert.match((await call(RECALL_TOOLS.search, { query: 'release' })).text, /o1/);
    const refused = await call(RECALL_TOOLS.remember, { text: 'Another note' });
    assert.equal(refused.isError, true);
    assert.match(refused.text, /No owner is running.*Open VS Code with Recollect, or run "recollect serve"/);
    await machine.startOwner();
    assert.match((await call(RECALL_TOOLS.remember, { text: 'Another note' })).text, /Remembered as o2/);
  });

  it('answers every call while owners are killed in between', async () => {
    await machine.startOwner();
    const { call } = await connect();
    await call(RECALL_TOOLS.remember, { text: NOTE });
    for (let round = 0; round < 3; round++) {
      const calls = Array.from({ length: 20 }, async (_, index) => {
        await sleep(index * 5);
        return call(RECALL_TOOLS.search, { query: 'release' });
      });
      await sleep(20);
      await machine.killOwner();
      for (const { text, isError } of await Promise.all(calls)) assert.ok(!isError && text.includes('o1'), text);
      await machine.startOwner();
    }
  });

  it('answers from what is on disk while the owner hangs', async () => {
    await machine.startOwner();
    const { call } = await connect();
    await call(RECALL_TOOLS.remember, { text: NOTE });
    const { owner } = z.object({ owner: z.object({ pid: z.number() }) }).parse(JSON.parse(await machine.program.run('status', '--json')));
    process.kill(owner.pid, 'SIGSTOP');
    try {
      assert.match((await call(RECALL_TOOLS.search, { query: 'release' })).text, /o1/);
    } finally {
      process.kill(owner.pid, 'SIGCONT');
    }
    assert.match((await call(RECALL_TOOLS.remember, { text: 'Another note' })).text, /o2/);
  });

  it('answers wrong input and unknown tools by a result that says so', async () => {
    const { client, call } = await connect();
    assert.deepEqual([(await call(RECALL_TOOLS.get, { ids: ['../../etc'] })).isError, (await call(RECALL_TOOLS.search, {})).isError], [true, true]);
    const unknown = parsedResult(await client.callTool({ name: 'recollect_forget', arguments: {} }));
    assert.deepEqual([unknown.isError, /There is no tool recollect_forget/.test(unknown.text)], [true, true]);
  });

  it('ends when its client does, however', async () => {
    await machine.startOwner();
    const { client, pid } = await connect();
    await client.close();
    await until(async () => !isAlive(pid));
    for (const end of [(child: Raw) => child.stdin.end(), (child: Raw) => child.kill('SIGTERM'), (child: Raw) => child.stdout.destroy()]) {
      const child = raw();
      child.stdin.write(line({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } } }));
      await once(child.stdout, 'data');
      end(child);
      child.stdin.write(line({ jsonrpc: '2.0', id: 2, method: 'tools/list' }));
      const [code, signal] = (await Promise.race([once(child, 'exit'), sleep(ENDING_MS).then(() => ['still there', null])])) as [number | string | null, string | null];
      child.kill('SIGKILL');
      assert.deepEqual([code, signal], [0, null]);
    }
  });

  it('reads past garbage, refuses methods that it does not know, and writes nothing but protocol', async () => {
    const child = raw();
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const lines = ['garbage', '', '{"jsonrpc":"1.0"}', '[]', '{"id":', '\u0000\u0001', JSON.stringify({ jsonrpc: '2.0', id: 'probe', method: 'server/discover', params: {} }), JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'ping' })];
    child.stdin.end(`${lines.join('\n')}\n`);
    const [code] = (await once(child, 'close')) as [number | null];
    assert.equal(code, 0);
    const answers = output.trimEnd().split('\n').map((text) => JSON.parse(text) as { id?: unknown; error?: { code: number } });
    assert.deepEqual(answers.map(({ id, error }) => [id, error?.code]), [['probe', -32601], [7, undefined]]);
  });

  it('is what the MCP inspector takes it for', async function () {
    this.timeout(INSTALLING_MS);
    const installed = await installClient(INSPECTOR);
    if ('missing' in installed) {
      console.log(`    SKIPPED: ${INSPECTOR.name} cannot be installed here: ${installed.missing}`);
      return;
    }
    await machine.startOwner();
    const inspect = async (...words: readonly string[]): Promise<unknown> => JSON.parse(await mustRun(process.execPath, [join(installed.folder, INSPECTOR.program), '--cli', process.execPath, CLI, 'mcp', ...words], { cwd: machine.project, env: machine.environment }));
    const { tools } = z.object({ tools: z.array(z.object({ name: z.string() })) }).parse(await inspect('--method', 'tools/list'));
    assert.deepEqual(tools.map(({ name }) => name), ALL_TOOLS.map(({ name }) => name));
    const call = async (name: RecallToolName, ...pairs: readonly string[]): Promise<ToolResult> => parsedResult(await inspect('--method', 'tools/call', '--tool-name', name, '--tool-arg', ...pairs));
    assert.match((await call(RECALL_TOOLS.remember, `text=${NOTE}`)).text, /^Remembered as o1/);
    assert.match((await call(RECALL_TOOLS.search, 'query=release', 'limit=5')).text, /- o1 /);
  });

  type Raw = ChildProcessWithoutNullStreams;
  const raw = (): Raw => {
    const child = spawn(process.execPath, [CLI, 'mcp'], { cwd: machine.project, env: machine.environment });
    for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
    child.stderr.resume();
    return child;
  };
  const line = (message: object): string => `${JSON.stringify(message)}\n`;
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
