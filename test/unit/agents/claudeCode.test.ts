import assert from 'node:assert/strict';
import { join } from 'node:path';
import { AgentMachine } from '../../support/agentMachine';

const PLUGIN = '.claude/skills/recollect';
type Groups = Record<string, { hooks: { command: string; async?: boolean }[] }[]>;

describe('Claude Code', () => {
  let machine: AgentMachine;
  beforeEach(() => {
    machine = new AgentMachine();
    machine.write('.claude/settings.json', '{ "model": "opus" }\n');
  });
  afterEach(() => machine.remove());

  it('is connected by a plugin in a folder of its own where it loads one, and the settings stay untouched', async () => {
    machine.claudeVersion = '2.1.330 (Claude Code)';
    const before = machine.tree();
    await machine.run('claude-code', 'connect');
    assert.equal(machine.read('.claude/settings.json'), '{ "model": "opus" }\n');
    assert.equal((JSON.parse(machine.read(`${PLUGIN}/.claude-plugin/plugin.json`)) as { name: string }).name, 'recollect');
    const { mcpServers } = JSON.parse(machine.read(`${PLUGIN}/.mcp.json`)) as { mcpServers: Record<string, unknown> };
    assert.deepEqual(mcpServers, { recollect: { command: join(machine.recollectHome, 'bin', 'recollect'), args: ['mcp'] } });
    assert.match(machine.read(`${PLUGIN}/skills/recollect/SKILL.md`), /^---\nname: recollect\n/);
    await machine.run('claude-code', 'disconnect');
    assert.deepEqual(machine.tree(), before);
  });

  it('of an older or unknown version is connected by its settings', async () => {
    for (const version of ['2.1.99 (Claude Code)', '1.9.400', 'odd', undefined]) {
      machine.claudeVersion = version;
      await machine.run('claude-code', 'connect');
      assert.ok(!machine.has(PLUGIN), version);
      assert.match(machine.read('.claude/settings.json'), /recollect-hook/);
      await machine.run('claude-code', 'disconnect');
    }
  });

  it('stays connected as it is when its version changes', async () => {
    await machine.run('claude-code', 'connect');
    machine.claudeVersion = '3.0.0';
    assert.deepEqual(await machine.run('claude-code', 'connect'), []);
    assert.deepEqual(await machine.adapter('claude-code').verify(undefined), { kind: 'connected', isCurrent: true });
  });

  it('waits for hooks that put something into the conversation, and for the end of a turn, for no other', async () => {
    machine.claudeVersion = '2.2.0';
    await machine.run('claude-code', 'connect');
    const { hooks } = JSON.parse(machine.read(`${PLUGIN}/hooks/hooks.json`)) as { hooks: Groups };
    const waited = Object.entries(hooks).filter(([, groups]) => groups.some((group) => group.hooks.some((hook) => hook.async !== true)));
    assert.deepEqual(waited.map(([event]) => event), ['SessionStart', 'UserPromptSubmit', 'Stop']);
  });

  it('that runs no hooks at all is said to be blocked', async () => {
    machine.write('.claude/settings.json', '{ "disableAllHooks": true }');
    await machine.run('claude-code', 'connect');
    assert.equal((await machine.adapter('claude-code').verify(undefined)).kind, 'blocked');
  });
});
