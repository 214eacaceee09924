import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, statSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'jsonc-parser';
import { UserFacingError } from '../../../../src/core/errors';
import { AgentMachine, FILE_AGENTS, HOOK_FILES, SERVED_AGENTS, SERVER_FILES } from '../../../support/agentMachine';

const GROUPED = '{"hooks": {"Stop": [{"hooks": [{"type": "command", "command": "say done"}]}]}}';
/** What people's files look like. */
const FILES: Readonly<Record<string, string>> = {
  'an empty object': '{}',
  'an empty file': '',
  'comments, tabs and a trailing comma': '// mine\n{\n\t"model": "x", // fast\n\t/* hooks */\n\t"hooks": {\n\t\t"Stop": [],\n\t},\n}\n',
  'Windows line ends and a byte order mark': '\ufeff{\r\n    "theme": "dark"\r\n}\r\n',
  'hooks of its own on one line': GROUPED,
};

describe('an agent that is connected by files', () => {
  let machine: AgentMachine;
  beforeEach(() => (machine = new AgentMachine()));
  afterEach(() => machine.remove());

  for (const id of FILE_AGENTS) {
    it(`${id}: leaves no trace where nothing was`, async () => {
      const before = machine.tree();
      await machine.run(id, 'connect');
      assert.ok(machine.read(HOOK_FILES[id]).includes(`--agent ${id}`));
      await machine.run(id, 'disconnect');
      assert.deepEqual(machine.tree(), before);
    });

    for (const [what, text] of Object.entries(FILES).filter(() => id !== 'copilot')) {
      it(`${id}: gives back ${what} byte for byte, with its mode`, async () => {
        chmodSync(machine.write(HOOK_FILES[id], text), 0o640);
        const before = machine.tree();
        await machine.run(id, 'connect');
        const connected = machine.read(HOOK_FILES[id]);
        assert.match(connected, /recollect-hook/);
        assert.equal(statSync(join(machine.home, HOOK_FILES[id])).mode & 0o777, 0o640);
        await machine.run(id, 'disconnect');
        assert.deepEqual(machine.tree(), before);
      });
    }

    it(`${id}: connected again changes nothing`, async () => {
      await machine.run(id, 'connect');
      const before = machine.tree();
      assert.deepEqual(await machine.adapter(id).plan('connect'), []);
      await machine.run(id, 'connect');
      assert.deepEqual(machine.tree(), before);
    });
  }

  for (const id of SERVED_AGENTS) {
    const file = SERVER_FILES[id];
    const servers = (): Record<string, unknown> => (parse(machine.read(file)) as { mcpServers: Record<string, unknown> }).mcpServers;

    for (const [what, text] of Object.entries({ ...FILES, 'servers of its own': '{ "mcpServers": { "mine": { "command": "mine" } } /* mine */ }', 'no server yet': '{"mcpServers":{}}' })) {
      it(`${id}: has the server of the tools beside ${what}, and gives that back byte for byte`, async () => {
        machine.write(file, text);
        const before = machine.tree();
        await machine.run(id, 'connect');
        const { command, args } = servers()['recollect'] as { command: string; args: string[] };
        assert.deepEqual([command, args], [join(machine.recollectHome, 'bin', 'recollect'), ['mcp']]);
        if (text.includes('mine"')) assert.ok('mine' in servers());
        await machine.run(id, 'disconnect');
        assert.deepEqual(machine.tree(), before);
      });
    }

    it(`${id}: leaves a server of that name alone which is not ours`, async () => {
      const own = { recollect: { command: 'python', args: ['recollect.py'] } };
      machine.write(file, JSON.stringify({ mcpServers: own }));
      await machine.run(id, 'connect');
      assert.deepEqual(servers(), own);
      machine.write(file, machine.read(file).replace('}', '} '));
      await machine.run(id, 'disconnect');
      assert.deepEqual(servers(), own);
    });

    it(`${id}: loses exactly the server when the person edited the file meanwhile`, async () => {
      machine.write(file, '{"mcpServers": {"mine": {"command": "mine"}}}');
      await machine.run(id, 'connect');
      const edited = parse(machine.read(file)) as { mcpServers: Record<string, unknown> };
      edited.mcpServers['more'] = { command: 'more' };
      machine.write(file, JSON.stringify(edited));
      await machine.run(id, 'disconnect');
      assert.deepEqual(parse(machine.read(file)), { mcpServers: { mine: { command: 'mine' }, more: { command: 'more' } } });
    });
  }

  it('with servers that cannot be understood is refused with words', async () => {
    machine.write(SERVER_FILES.cursor, '{"mcpServers": []}');
    await assert.rejects(machine.adapter('cursor').plan('connect'), /"mcpServers" in it is not an object/);
  });

  it('keeps comments, order and the hooks of others', async () => {
    const text = '{\n  // mine\n  "b": 1,\n  "hooks": {\n    "Stop": [{ "hooks": [{ "type": "command", "command": "say done" }] }] // speak\n  },\n  "a": 2\n}\n';
    machine.write(HOOK_FILES['gemini-cli'], text);
    await machine.run('gemini-cli', 'connect');
    const connected = machine.read(HOOK_FILES['gemini-cli']);
    for (const kept of ['// mine', '// speak', '"say done"']) assert.ok(connected.includes(kept), kept);
    assert.ok(connected.indexOf('"b"') < connected.indexOf('"hooks"') && connected.indexOf('"hooks"') < connected.indexOf('"a"'));
  });

  it('that the person edited meanwhile loses exactly what was added', async () => {
    machine.write(HOOK_FILES.codex, GROUPED);
    await machine.run('codex', 'connect');
    const edited = parse(machine.read(HOOK_FILES.codex)) as { hooks: Record<string, unknown[]> };
    edited.hooks['Notification'] = [{ hooks: [{ type: 'command', command: 'ring' }] }];
    machine.write(HOOK_FILES.codex, JSON.stringify(edited, undefined, 4));
    await machine.run('codex', 'disconnect');
    const { hooks } = JSON.parse(GROUPED) as { hooks: object };
    assert.deepEqual(parse(machine.read(HOOK_FILES.codex)), { hooks: { ...hooks, Notification: edited.hooks['Notification'] } });
    assert.deepEqual(machine.tree().filter((line) => line.includes('before-recollect')), []);
  });

  it('that another program formatted anew is gone all the same when there was no file before', async () => {
    const before = machine.tree();
    await machine.run('cursor', 'connect');
    machine.write(HOOK_FILES.cursor, JSON.stringify(JSON.parse(machine.read(HOOK_FILES.cursor))));
    await machine.run('cursor', 'disconnect');
    assert.deepEqual(machine.tree(), before);
  });

  it('takes its entry out of a group to which others were added', async () => {
    const command = join(machine.recollectHome, 'bin', 'recollect-hook');
    machine.write(HOOK_FILES.codex, JSON.stringify({ hooks: { Stop: [{ hooks: [{ type: 'command', command: `${command} Stop` }, { type: 'command', command: 'ring' }] }] } }));
    await machine.run('codex', 'disconnect');
    assert.deepEqual(parse(machine.read(HOOK_FILES.codex)), { hooks: { Stop: [{ hooks: [{ type: 'command', command: 'ring' }] }] } });
  });

  it('follows a link to the file and leaves the link', async () => {
    machine.write('dotfiles/gemini.json', '{"theme": "dark"}\n');
    mkdirSync(join(machine.home, '.gemini'));
    symlinkSync('../dotfiles/gemini.json', join(machine.home, '.gemini/settings.json'));
    const before = machine.tree();
    await machine.run('gemini-cli', 'connect');
    assert.match(machine.read('dotfiles/gemini.json'), /recollect-hook/);
    await machine.run('gemini-cli', 'disconnect');
    assert.deepEqual(machine.tree(), before);
  });

  it('keeps a copy of the file as it is without Recollect beside it, while it is connected', async () => {
    machine.write(HOOK_FILES.cursor, GROUPED);
    await machine.run('cursor', 'connect');
    assert.equal(machine.read(`${HOOK_FILES.cursor}.before-recollect`), GROUPED);
  });

  it('with a file that cannot be understood is refused with words, and the file is left alone', async () => {
    for (const [text, why] of [['{"hooks": ', /line 1 is not JSON/], ['[]', /not a JSON object/], ['{"hooks": []}', /"hooks" in it is not an object/], ['{"hooks": {"Stop": {}}}', /"hooks.Stop" in it is not a list/], [`{"a": ${'['.repeat(20_000)}${']'.repeat(20_000)}}`, /nested too deeply/], [`{"a": "${'a'.repeat(4 << 20)}"}`, /is over 4194304 bytes/]] as const) {
      machine.write(HOOK_FILES.codex, text);
      await assert.rejects(machine.adapter('codex').plan('connect'), (error) => error instanceof UserFacingError && why.test(error.message) && error.message.includes(HOOK_FILES.codex));
      assert.equal(machine.read(HOOK_FILES.codex), text);
    }
    machine.write(HOOK_FILES.codex, '{"hooks": {"Stop": "recollect-hook"');
    assert.equal((await machine.adapter('codex').verify(undefined)).kind, 'cannotParse');
    mkdirSync(join(machine.home, HOOK_FILES.cursor), { recursive: true });
    await assert.rejects(machine.adapter('cursor').plan('connect'), /is left alone: it is no file/);
  });

  it('writes nothing when a file changed since the person saw what would change', async () => {
    const adapter = machine.adapter('cursor');
    machine.write(HOOK_FILES.cursor, '{}');
    const planned = await adapter.plan('connect');
    machine.write(HOOK_FILES.cursor, '{"version": 1}');
    await assert.rejects(adapter.apply('connect', planned), /was changed meanwhile/);
    assert.equal(machine.read(HOOK_FILES.cursor), '{"version": 1}');
  });

  it('says how it stands with Recollect', async () => {
    const verify = async (id: 'codex' | 'cursor', lastEventAtMs?: number) => machine.adapter(id).verify(lastEventAtMs);
    assert.deepEqual(await verify('cursor'), { kind: 'notInstalled' });
    mkdirSync(join(machine.home, '.cursor'));
    assert.deepEqual(await verify('cursor'), { kind: 'notConnected' });
    await machine.run('cursor', 'connect');
    assert.deepEqual(await verify('cursor'), { kind: 'connected', isCurrent: true });
    await machine.run('codex', 'connect');
    assert.equal((await verify('codex')).kind, 'needsTrust');
    assert.equal((await verify('codex', machine.nowMs - 1)).kind, 'needsTrust');
    assert.deepEqual(await verify('codex', machine.nowMs + 1), { kind: 'connected', isCurrent: true });
  });

  it('with the hooks of an older version is brought up to date by connecting, and still gives the file back', async () => {
    machine.write(HOOK_FILES['gemini-cli'], '{}');
    const before = machine.tree();
    await machine.run('gemini-cli', 'connect');
    machine.write(HOOK_FILES['gemini-cli'], machine.read(HOOK_FILES['gemini-cli']).replaceAll('10000', '9'));
    assert.deepEqual(await machine.adapter('gemini-cli').verify(undefined), { kind: 'connected', isCurrent: false });
    assert.equal((await machine.run('gemini-cli', 'connect')).length, 1);
    assert.deepEqual(await machine.adapter('gemini-cli').verify(undefined), { kind: 'connected', isCurrent: true });
    await machine.run('gemini-cli', 'disconnect');
    assert.deepEqual(machine.tree(), before);
  });

  it('is taken back without a receipt too', async () => {
    machine.write(HOOK_FILES.codex, GROUPED);
    await machine.run('codex', 'connect');
    unlinkSync(join(machine.recollectHome, 'agents', 'codex.json'));
    await machine.run('codex', 'disconnect');
    assert.deepEqual(parse(machine.read(HOOK_FILES.codex)), JSON.parse(GROUPED));
  });
});
