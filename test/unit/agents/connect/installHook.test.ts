import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hookCommand } from '../../../../src/agents/connect/hookCommand';
import { installHook, removeHook } from '../../../../src/agents/connect/installHook';
import { AgentMachine } from '../../../support/agentMachine';
import { removeFolder, temporaryFolder } from '../../../support/temporaryFolder';
import { until } from '../../../support/clients/remembered';
import { REPOSITORY } from '../../../support/vscodeHost/repository';

/** In place of the hook program: writes down how it was run. */
const HOOK = `require('fs').appendFileSync(process.env.RECOLLECT_HOME + '/ran', process.argv.slice(2).join(' ') + ' ' + (process.env.BY || 'node') + ' ' + (process.env.ELECTRON_RUN_AS_NODE || '') + '\\n' + require('fs').readFileSync(0));`;

describe('the launcher of the hook program', () => {
  let folder: string;
  let home: string;
  beforeEach(() => {
    folder = temporaryFolder();
    home = join(folder, "it's mine");
    for (const [path, text] of [['dist/hook.js', HOOK], ['dist/printContext.js', ''], ['dist/secretCleaner.js', ''], ['plugin/recollect-hook', readFileSync(join(REPOSITORY, 'plugin/recollect-hook'), 'utf8')], ['plugin/recollect-hook.cmd', ''], ['plugin/recollect', readFileSync(join(REPOSITORY, 'plugin/recollect'), 'utf8')], ['plugin/recollect.cmd', '']] as const) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  afterEach(() => removeFolder(folder));

  const launcher = (): string => join(home, 'bin', 'recollect-hook');
  const program = (name: string, text: string): string => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\n${text}\n`);
    chmodSync(file, 0o755);
    return file;
  };
  const launch = (environment: NodeJS.ProcessEnv = {}) => spawnSync(launcher(), ['Stop', '--agent', 'codex'], { input: '{"a":1}', encoding: 'utf8', env: { PATH: join(folder, 'path'), ...environment } });
  const ran = (): string => readFileSync(join(home, 'ran'), 'utf8');
  const quiet = { status: 0, stdout: '', stderr: '' };
  const ended = ({ status, stdout, stderr }: ReturnType<typeof launch>) => ({ status, stdout, stderr });

  it('runs it by the Node that was tried, with a home that is where it lies', () => {
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
    assert.deepEqual(ended(launch({ NODE_OPTIONS: '--require /nowhere.js' })), quiet);
    assert.equal(ran(), 'Stop --agent codex node \n{"a":1}');
  });

  it('runs it by the Node on the PATH when the tried one is gone, and by VS Code\'s own when that cannot', () => {
    const own = program('own', `BY=own exec '${process.execPath}' "$@"`);
    installHook(folder, home, { tried: '/gone/node', own, packageFolder: folder });
    program('path/node', `BY=path exec '${process.execPath}' "$@"`);
    assert.deepEqual(ended(launch()), quiet);
    program('path/node', 'echo "no version is set" >&2; exit 126');
    assert.deepEqual(ended(launch()), quiet);
    assert.equal(ran(), 'Stop --agent codex path \n{"a":1}Stop --agent codex own 1\n{"a":1}');
  });

  it('ends well and without a word when there is no Node at all, or nothing is to be recorded', () => {
    installHook(folder, home, { tried: '', own: '', packageFolder: folder });
    assert.deepEqual(ended(launch()), quiet);
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
    assert.deepEqual(ended(launch({ RECOLLECT_DISABLE: '1' })), quiet);
    assert.throws(ran, /ENOENT/);
  });

  const handOver = (event: string, input: string, path: string): ReturnType<typeof launch> => spawnSync(launcher(), [event, '--agent', 'claude-code'], { input, encoding: 'utf8', env: { PATH: path } });
  const toolOf = (name: string): string => ['/usr/bin', '/bin'].map((path) => join(path, name)).find((file) => existsSync(file)) ?? '';
  const SLOW_HOOK = `setTimeout(() => { ${HOOK} }, 800)`;

  for (const tool of ['setsid', 'perl']) {
    it(`lets Claude Code go on once an event is handed over, however large, and runs it in a session of its own: by ${tool}`, async function () {
      writeFileSync(join(folder, 'dist/hook.js'), SLOW_HOOK);
      installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
      for (const name of ['sh', 'cat', tool]) program(`path/${name}`, `exec ${toolOf(name)} "$@"`);
      const payload = JSON.stringify({ a: 'é'.repeat(1_000) });
      const done = handOver('PostToolUse', payload, join(folder, 'path'));
      assert.deepEqual(ended(done), quiet);
      assert.throws(ran, /ENOENT/, 'it was waited for');
      await until(() => existsSync(join(home, 'ran')));
      assert.equal(ran(), `PostToolUse --agent claude-code node \n${payload}`);
      const large = JSON.stringify({ a: 'é'.repeat(1 << 20) });
      assert.deepEqual(ended(handOver('Stop', large, join(folder, 'path'))), quiet);
      await until(() => ran().length > large.length);
      assert.ok(ran().endsWith(`Stop --agent claude-code node \n${large}`));
    });
  }

  it('is waited for by Claude Code where it may have something to say, and where nothing can set it apart', () => {
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
    assert.deepEqual(ended(handOver('UserPromptSubmit', '{}', '/usr/bin:/bin')), quiet);
    assert.equal(ran(), 'UserPromptSubmit --agent claude-code node \n{}');
    assert.deepEqual(ended(handOver('Stop', '{}', join(folder, 'path'))), quiet);
    assert.ok(ran().endsWith('Stop --agent claude-code node \n{}'));
  });

  it('outlives the process group that Claude Code ends when it exits', async () => {
    writeFileSync(join(folder, 'dist/hook.js'), SLOW_HOOK);
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
    const group = spawn('/bin/sh', ['-c', `'${launcher().replaceAll("'", String.raw`'\''`)}' Stop --agent claude-code; sleep 60`], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: { PATH: '/usr/bin:/bin' } });
    group.stdin.end('{"last":1}');
    await new Promise((resolve) => setTimeout(resolve, 400));
    process.kill(-(group.pid ?? assert.fail('not started')), 'SIGKILL');
    await until(() => existsSync(join(home, 'ran')));
    assert.equal(ran(), 'Stop --agent claude-code node \n{"last":1}');
  });

  it('outlives that group also when it is ended at the moment at which Claude Code may go on', async () => {
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
    const times = 20;
    for (let time = 0; time < times; time++) {
      const hook = spawn(launcher(), ['Stop', '--agent', 'claude-code'], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: { PATH: '/usr/bin:/bin' } });
      hook.stdin.end(`<${time}>`);
      await once(hook, 'exit');
      try {
        process.kill(-(hook.pid ?? assert.fail('not started')), 'SIGKILL');
      } catch {
        // Nothing is left of it.
      }
    }
    await until(() => existsSync(join(home, 'ran')) && ran().match(/<\d+>/g)?.length === times);
  });

  it('is copied only when something differs, and taken away whole', () => {
    const runtimes = { tried: process.execPath, own: '', packageFolder: folder };
    assert.deepEqual([...installHook(folder, home, runtimes)].sort(), ['hook.js', 'printContext.js', 'recollect', 'recollect-hook', 'recollect-hook.cmd', 'recollect.cmd', 'runtime', 'secretCleaner.js']);
    assert.deepEqual(installHook(folder, home, runtimes), []);
    writeFileSync(join(folder, 'dist/hook.js'), `${HOOK}//`);
    chmodSync(launcher(), 0o600);
    assert.deepEqual(installHook(folder, home, runtimes), ['hook.js']);
    assert.deepEqual(ended(launch()), quiet);
    removeHook(home);
    assert.deepEqual(readdirSync(home), ['ran']);
  });

  it('is called by a command line that a shell reads as it is meant, whatever the path', () => {
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
    const machine = new AgentMachine();
    try {
      execFileSync('/bin/sh', ['-c', hookCommand({ ...machine.surroundings, recollectHome: home }, 'codex', 'Stop', 'cmd')], { input: '{}' });
    } finally {
      machine.remove();
    }
    assert.equal(ran(), 'Stop --agent codex node \n{}');
  });

  it('is called on Windows as each agent\'s shell needs it', () => {
    const surroundings = { ...new AgentMachine('win32').surroundings, recollectHome: "C:\\Users\\O'Neil X\\.recollect" };
    assert.equal(hookCommand(surroundings, 'codex', 'Stop', 'cmd'), `"C:\\Users\\O'Neil X\\.recollect\\bin\\recollect-hook.cmd" Stop --agent codex`);
    assert.equal(hookCommand(surroundings, 'copilot', 'Stop', 'powershell'), `& 'C:\\Users\\O''Neil X\\.recollect\\bin\\recollect-hook.cmd' Stop --agent copilot`);
    assert.equal(hookCommand(surroundings, 'claude-code', 'Stop', 'bash'), `'C:/Users/O'\\''Neil X/.recollect/bin/recollect-hook.cmd' Stop --agent claude-code`);
  });
});

describe('the launcher of the command line program', () => {
  let folder: string;
  let home: string;
  beforeEach(() => {
    folder = temporaryFolder();
    home = join(folder, "it's mine");
    // Tells how it was run, and hands on what it reads.
    write('dist/cli.js', "process.stdout.write([process.argv.slice(2).join(' '), process.env.BY || 'node', process.env.RECOLLECT_HOME, require('fs').readFileSync(0)].join('|'));");
    for (const name of ['dist/hook.js', 'dist/printContext.js', 'dist/secretCleaner.js', 'plugin/recollect-hook', 'plugin/recollect-hook.cmd', 'plugin/recollect.cmd']) write(name, '');
    write('plugin/recollect', readFileSync(join(REPOSITORY, 'plugin/recollect'), 'utf8'));
  });
  afterEach(() => removeFolder(folder));

  const write = (path: string, text: string, mode = 0o644): string => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
    return join(folder, path);
  };
  const node = (name: string, by: string): string => write(name, `#!/bin/sh\nBY=${by} exec '${process.execPath}' "$@"\n`, 0o755);
  const launch = () => spawnSync(join(home, 'bin', 'recollect'), ['mcp', '--json'], { input: 'asked', encoding: 'utf8', env: { PATH: `${join(folder, 'path')}:/usr/bin:/bin`, NODE_OPTIONS: '--require /nowhere.js' } });

  it('runs that of the package by the Node that was tried, with nothing of its input lost', () => {
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: folder });
    assert.deepEqual([launch().stdout, launch().stderr], [`mcp --json|node|${home}|asked`, '']);
  });

  it('passes over a Node that is too old or gone', () => {
    write('old', '#!/bin/sh\nexit 1\n', 0o755);
    node('path/node', 'path');
    for (const tried of [join(folder, 'old'), '/gone/node', '']) {
      installHook(folder, home, { tried, own: node('own', 'own'), packageFolder: folder });
      assert.equal(launch().stdout, `mcp --json|own|${home}|asked`);
      installHook(folder, home, { tried, own: '', packageFolder: folder });
      assert.equal(launch().stdout, `mcp --json|path|${home}|asked`);
    }
  });

  it('says what to do when the package is gone', () => {
    installHook(folder, home, { tried: process.execPath, own: '', packageFolder: join(folder, 'gone') });
    const { status, stdout, stderr } = launch();
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, /Open VS Code with Recollect once/);
  });
});
