import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { PayloadError } from '../../../src/core/errors';
import { contextFile } from '../../../src/ingest/contextFile';
import { homePaths, writeHomeInfo, type HomePaths } from '../../../src/ingest/home';
import type { IngestParams } from '../../../src/ingest/ingestCall';
import { SocketServer, type SocketHandlers } from '../../../src/ingest/socketServer';
import { SPOOL_FILE } from '../../../src/ingest/spoolFile';
import { CLAUDE_RECORDINGS, recordedCalls } from '../../support/recordings';
import { silentLogger } from '../../support/silentLogger';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

interface Outcome {
  readonly code: number | null;
  readonly output: string;
  readonly ms: number;
}

const payload = { session_id: 's1', cwd: '/p', hook_event_name: 'PostToolUse', tool_name: 'Bash', tool_input: { command: 'ls' }, tool_use_id: 't1' };

describe('the hook program', function () {
  this.timeout(30_000);
  let built: string;
  let program: string;
  let paths: HomePaths;
  let home: string;

  before(async () => {
    built = temporaryFolder();
    program = join(built, 'hook.js');
    await build({ entryPoints: ['hook', 'printContext', 'secretCleaner'].map((name) => join(import.meta.dirname, `../../../src/ingest/${name}.ts`)), outdir: built, external: ['./printContext', './secretCleaner'], bundle: true, platform: 'node', format: 'cjs', target: 'node20', minify: true, logLevel: 'error' });
  });
  after(() => removeFolder(built));

  beforeEach(() => {
    home = temporaryFolder();
    paths = homePaths({ RECOLLECT_HOME: join(home, 'recollect') });
  });
  afterEach(() => removeFolder(home));

  async function hook(words: readonly string[], input: string | Buffer, environment: Record<string, string> = {}, leavesOpen = false): Promise<Outcome> {
    const started = performance.now();
    const child = spawn(process.execPath, [program, ...words], { env: { PATH: process.env['PATH'] ?? '', RECOLLECT_HOME: paths.folder, ...environment } });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stdin.on('error', () => undefined);
    if (leavesOpen) child.stdin.write(input);
    else child.stdin.end(input);
    const hung = setTimeout(() => child.kill('SIGKILL'), 10_000);
    const [code] = (await once(child, 'close')) as [number | null];
    clearTimeout(hung);
    child.stdin.destroy();
    return { code, output, ms: performance.now() - started };
  }

  const spooled = (): IngestParams[] =>
    existsSync(paths.spoolFolder)
      ? readdirSync(paths.spoolFolder)
          .sort()
          .map((name) => JSON.parse(readFileSync(join(paths.spoolFolder, name), 'utf8')) as IngestParams)
      : [];
  const log = (): string[] => (existsSync(paths.hookLog) ? readFileSync(paths.hookLog, 'utf8').trimEnd().split('\n') : []);

  function isQuiet({ code, output }: Outcome): void {
    assert.equal(output, '');
    assert.equal(code, 0);
  }

  async function withOwner(ingest: SocketHandlers['ingest'], work: () => Promise<void>): Promise<void> {
    const socket = join(home, 'run', 's');
    const server = await SocketServer.listen(socket, { ingest, connect: () => undefined }, silentLogger);
    writeHomeInfo(paths, { version: 1, dataFolder: home, socket, generation: 0 });
    try {
      await work();
    } finally {
      server.dispose();
    }
  }

  it('prints what is remembered of the project to a session that begins, asking nobody, and not again to one that is resumed', async () => {
    const project = join(home, 'shop');
    mkdirSync(join(project, '.git'), { recursive: true });
    mkdirSync(join(project, 'src'), { recursive: true });
    const write = (text: string, ...of: Parameters<typeof contextFile>): void => writeFileSync(join(paths.contextFolder, contextFile(...of)), text);
    mkdirSync(paths.contextFolder, { recursive: true });
    write('What is remembered.\n', project);
    const start = (source: string) => JSON.stringify({ session_id: 's1', cwd: join(project, 'src'), hook_event_name: 'SessionStart', source });
    const { output } = await hook(['SessionStart'], start('startup'));
    assert.deepEqual(JSON.parse(output), { hookSpecificOutput: { hookEventName: 'SessionStart', additionalContext: 'What is remembered.\n' } });
    assert.deepEqual(JSON.parse((await hook(['sessionStart', '--agent', 'copilot'], start('startup'))).output), { additionalContext: 'What is remembered.\n' });
    assert.equal((await hook(['SessionStart'], start('resume'))).output, '');
    write('For Codex.\n', project, undefined, 'codex');
    assert.match((await hook(['SessionStart', '--agent', 'codex'], start('startup'))).output, /For Codex/);
    write('Of this work tree.\n', project, realpathSync(project));
    assert.match((await hook(['SessionStart'], start('startup'))).output, /Of this work tree/);
  });

  it('of an incognito agent tells the session what is remembered, and the owner of nothing but its start', async () => {
    mkdirSync(paths.contextFolder, { recursive: true });
    writeFileSync(join(paths.contextFolder, contextFile(home)), 'What is remembered.\n');
    const incognito = { RECOLLECT_INCOGNITO: '1' };
    const say = (event: string): string => JSON.stringify({ session_id: 's1', cwd: home, hook_event_name: event, source: 'startup', prompt: 'Secret' });
    assert.match((await hook(['SessionStart'], say('SessionStart'), incognito)).output, /What is remembered/);
    isQuiet(await hook(['UserPromptSubmit'], say('UserPromptSubmit'), incognito));
    isQuiet(await hook(['PostToolUse'], JSON.stringify(payload), incognito));
    assert.deepEqual(spooled().map(({ event, incognito: mark }) => [event, mark]), [['SessionStart', true]]);
    isQuiet(await hook(['Stop'], say('Stop'), { RECOLLECT_INCOGNITO: '0' }));
    assert.equal(spooled().length, 2);
  });

  it('tells the owner of a prompt by which the person goes incognito, and not what else is private', async () => {
    const say = (prompt: string): string => JSON.stringify({ session_id: 's1', cwd: home, hook_event_name: 'UserPromptSubmit', prompt });
    isQuiet(await hook(['UserPromptSubmit'], say('<private>incognito</private>')));
    isQuiet(await hook(['UserPromptSubmit'], say('<private>incognito mode of browsers</private>')));
    assert.deepEqual(spooled().map(({ payload: given }) => (given as { prompt: string }).prompt), ['[private: incognito]', '[private]']);
  });

  it('is at most 15 KB', () => assert.ok(statSync(program).size <= 15 * 1024, String(statSync(program).size)));

  describe('with an owner', function () {
    this.retries(3); // On a busy machine the owner may take longer than the hook waits.
    it('hands it the event and leaves nothing', async () => {
      const got: IngestParams[] = [];
      await withOwner(
        async (params) => {
          got.push(params);
          return { result: 'queued' };
        },
        async () => {
          const before = Date.now();
          isQuiet(await hook(['PostToolUse'], JSON.stringify(payload)));
          assert.deepEqual(got.map(({ agent, event, payload: given }) => ({ agent, event, payload: given })), [{ agent: 'claude-code', event: 'PostToolUse', payload }]);
          assert.ok((got[0]?.atMs ?? 0) >= before);
          isQuiet(await hook(['AfterTool', '--agent', 'gemini-cli'], '{}'));
          assert.deepEqual([got[1]?.agent, got[1]?.event], ['gemini-cli', 'AfterTool']);
        },
      );
      assert.deepEqual(spooled(), []);
      assert.deepEqual(log(), []);
    });

    it('prints what it has to say to a prompt, as the agent takes it, and to nothing else', async () => {
      await withOwner(
        async ({ event }) => (/prompt|before/i.test(event) ? { result: 'recorded', context: 'Remembered: "x" <y>' } : { result: 'queued' }),
        async () => {
          const say = (event: string): string => JSON.stringify({ session_id: 's1', cwd: '/p', hook_event_name: event, prompt: 'Go' });
          for (const [words, event] of [[['UserPromptSubmit'], 'UserPromptSubmit'], [['BeforeAgent', '--agent', 'gemini-cli'], 'BeforeAgent']] as const)
            assert.deepEqual(JSON.parse((await hook(words, say(event))).output), { hookSpecificOutput: { hookEventName: event, additionalContext: 'Remembered: "x" <y>' } });
          isQuiet(await hook(['PostToolUse'], JSON.stringify(payload)));
        },
      );
      assert.deepEqual(spooled(), []);
    });

    it('prints it in the letters that the owner used, however long it is', async () => {
      const context = 'naïve – 日本 🙂 '.repeat(400);
      await withOwner(
        async () => ({ result: 'recorded', context }),
        async () => {
          const { output } = await hook(['UserPromptSubmit'], JSON.stringify({ session_id: 's1', cwd: '/p', prompt: 'Go' }));
          assert.deepEqual(JSON.parse(output), { hookSpecificOutput: { hookEventName: 'UserPromptSubmit', additionalContext: context } });
        },
      );
    });

    it('sends nothing private and no secret', async () => {
      const got: string[] = [];
      await withOwner(
        async (params) => {
          got.push(JSON.stringify(params));
          return { result: 'queued' };
        },
        async () => isQuiet(await hook(['UserPromptSubmit'], JSON.stringify({ session_id: 's', prompt: `<private>hush</private> use ghp_${'a1'.repeat(18)}` }))),
      );
      assert.match(got[0] ?? '', /\[private\] use \[redacted:github-token\]/);
      assert.doesNotMatch(got[0] ?? '', /hush|ghp_/);
    });

    it('that will never take the event: a line in the log, nothing spooled', async () => {
      await withOwner(
        () => Promise.reject(new PayloadError('session_id', 'missing')),
        async () => isQuiet(await hook(['Stop'], '{}')),
      );
      assert.deepEqual(spooled(), []);
      assert.match(log().join('\n'), /^\S+Z Stop refused: session_id: missing$/);
    });

    it('that cannot take it now: spooled', async () => {
      await withOwner(
        () => Promise.reject(new Error('the disk is full')),
        async () => isQuiet(await hook(['Stop'], '{}')),
      );
      assert.equal(spooled().length, 1);
    });
  });

  describe('with something at the socket that', function () {
    this.retries(3); // Times are compared, on a machine that may be busy.
    let server: Server;
    const peers: Socket[] = [];

    async function listen(onPeer: (peer: Socket) => void): Promise<void> {
      const socket = join(home, 's');
      server = createServer((peer) => {
        peers.push(peer);
        peer.on('error', () => undefined);
        onPeer(peer);
      });
      server.listen(socket);
      await once(server, 'listening');
      writeHomeInfo(paths, { version: 1, dataFolder: home, socket, generation: 0 });
    }
    afterEach(() => {
      for (const peer of peers.splice(0)) peer.destroy();
      server.close();
    });

    for (const [what, onPeer] of [
      ['never answers', () => undefined],
      ['hangs up', (peer: Socket) => peer.destroy()],
      ['answers nonsense', (peer: Socket) => peer.write('HTTP/1.1 400 Bad Request\n')],
      ['answers null', (peer: Socket) => peer.write('null\n')],
      ['answers half a line', (peer: Socket) => peer.write('{"jsonrpc"')],
    ] as const)
      it(`${what}, spools the event and holds the agent no longer than it must`, async () => {
        await listen(onPeer);
        const bare = await hook(['PreToolUse'], '');
        const outcome = await hook(['PostToolUse'], JSON.stringify(payload));
        isQuiet(outcome);
        assert.deepEqual(spooled().map((params) => params.payload), [payload]);
        // 50 ms of waiting and a write to disk; the rest is what the machine takes to run anything.
        assert.ok(outcome.ms < bare.ms * 3 + 300, `${outcome.ms} ms, bare ${bare.ms} ms`);
      });
  });

  describe('without an owner', () => {
    it('spools the event, for its user alone, under a name that sorts by time', async () => {
      for (const number of [1, 2, 3]) isQuiet(await hook(['PostToolUse'], JSON.stringify({ ...payload, tool_use_id: `t${number}` })));
      assert.deepEqual(spooled().map((params) => (params.payload as typeof payload).tool_use_id), ['t1', 't2', 't3']);
      for (const name of readdirSync(paths.spoolFolder)) {
        assert.match(name, SPOOL_FILE);
        assert.equal(statSync(join(paths.spoolFolder, name)).mode & 0o777, 0o600);
      }
      assert.equal(statSync(paths.spoolFolder).mode & 0o777, 0o700);
      assert.deepEqual(log(), []);
    });

    it('spools the event when the one that home.json names is gone', async () => {
      writeHomeInfo(paths, { version: 1, dataFolder: home, socket: join(home, 'gone'), generation: 0 });
      isQuiet(await hook(['PostToolUse'], JSON.stringify(payload)));
      assert.equal(spooled().length, 1);
    });

    it('spools the event and says so when home.json is broken', async () => {
      mkdirSync(paths.folder, { recursive: true });
      writeFileSync(paths.homeFile, '{"version":');
      isQuiet(await hook(['PostToolUse'], JSON.stringify(payload)));
      assert.equal(spooled().length, 1);
      assert.match(log()[0] ?? '', /PostToolUse home\.json: /);
    });

    it('writes a line where the spool cannot be written', async () => {
      mkdirSync(paths.folder, { recursive: true });
      writeFileSync(paths.spoolFolder, 'a file');
      isQuiet(await hook(['PostToolUse'], JSON.stringify(payload)));
      assert.match(log().join('\n'), /^\S+Z PostToolUse lost, no spool: /);
    });

    it('ends all the same where not even the log can be written', async () => {
      writeFileSync(join(home, 'file'), '');
      paths = homePaths({ RECOLLECT_HOME: join(home, 'file', 'home') });
      isQuiet(await hook(['PostToolUse'], JSON.stringify(payload)));
    });

    it('keeps a payload of 2 MB within what one event may be', async () => {
      const content = 'line of text\n'.repeat(80_000);
      isQuiet(await hook(['PostToolUse'], JSON.stringify({ ...payload, tool_input: { content }, tool_response: { content } })));
      assert.ok(JSON.stringify(spooled()[0]).length < 40_000);
    });

    it('spools every event of a recorded session that counts, and no other', async () => {
      const calls = recordedCalls(CLAUDE_RECORDINGS[0] ?? '');
      await Promise.all(calls.map(({ payload: given }) => hook([given['hook_event_name'] as string], JSON.stringify(given)).then(isQuiet)));
      const counts = calls.filter(({ payload: given }) => /^(?:SessionStart|UserPromptSubmit|PostToolUse|PostToolUseFailure|Stop|SessionEnd)$/.test(given['hook_event_name'] as string));
      assert.equal(spooled().length, counts.length);
      assert.deepEqual(log(), []);
    });
  });

  describe('given garbage, exits with 0, prints nothing and writes one line', () => {
    const text = JSON.stringify(payload);
    for (const [what, words, input, line] of [
      ['an empty stdin', ['PostToolUse'], '', /stdin is empty/],
      ['a cut object', ['PostToolUse'], text.slice(0, 60), /not a JSON object/],
      ['no JSON', ['PostToolUse'], 'hello\n', /not a JSON object/],
      ['an array', ['PostToolUse'], '[1]', /not a JSON object/],
      ['50 MB', ['PostToolUse'], Buffer.alloc(50_000_000, 'x'), /over 16777216 bytes/],
      ['what is not UTF-8', ['PostToolUse'], Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), /not UTF-8/],
      ['an unknown event', ['Brandnew'], '{}', /^\S+Z Brandnew unknown event$/],
      ['no event', [], '{}', /^\S+Z - unknown event$/],
      ['an event with line ends', ['a\nb'], '{}', /^\S+Z a b unknown event$/],
    ] as const)
      it(what, async () => {
        isQuiet(await hook(words, input));
        assert.equal(log().length, 1);
        assert.match(log()[0] ?? '', line);
        assert.deepEqual(spooled(), []);
      });
  });

  it('never writes any of a payload into its log', async () => {
    isQuiet(await hook(['PostToolUse'], '{"hush":"sh"'));
    assert.doesNotMatch(log().join(), /hush/);
  });

  it('takes the event from the payload when its argument is unknown', async () => {
    isQuiet(await hook([], JSON.stringify(payload)));
    assert.equal(spooled()[0]?.event, 'PostToolUse');
  });

  it('does nothing for an event that is ignored, and when it is disabled', async () => {
    isQuiet(await hook(['PreToolUse'], 'whatever'));
    for (const name of ['RECOLLECT_DISABLE', 'RECOLLECT_PROVIDER']) isQuiet(await hook(['PostToolUse'], JSON.stringify(payload), { [name]: '1' }));
    assert.ok(!existsSync(paths.folder));
  });

  it('takes a whole object from a writer that does not close its end', async () => {
    isQuiet(await hook(['PostToolUse'], JSON.stringify(payload), {}, true));
    assert.equal(spooled().length, 1);
  });

  it('keeps its log under a limit', async () => {
    mkdirSync(paths.folder, { recursive: true });
    writeFileSync(paths.hookLog, 'x'.repeat(256 * 1024));
    isQuiet(await hook(['Brandnew'], '{}'));
    assert.equal(log().length, 1);
    assert.equal(statSync(`${paths.hookLog}.1`).size, 256 * 1024);
  });
});
