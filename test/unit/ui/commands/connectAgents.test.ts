import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { allAdapters } from '../../../../src/agents/allAdapters';
import { COMMANDS } from '../../../../src/manifest';
import { vscodeAgent } from '../../../../src/ui/agents/vscodeAgent';
import { AgentMachine, HOOK_FILES } from '../../../support/agentMachine';
import { CommandBench } from '../../../support/commandBench';
import { MINUTE } from '../../../support/uiFixtures';

describe('the commands about agents', () => {
  let machine: AgentMachine;
  let bench: CommandBench;
  beforeEach(() => {
    machine = new AgentMachine();
    for (const folder of ['.codex', '.cursor']) mkdirSync(join(machine.home, folder));
    bench = new CommandBench();
    bench.adapters.push(...allAdapters(machine.surroundings), vscodeAgent(bench.settings));
  });
  afterEach(() => machine.remove());

  it('list the agents that are there, with how they stand', async () => {
    await machine.run('cursor', 'connect');
    await machine.run('codex', 'connect');
    bench.client.activities = [{ agent: 'cursor', lastAtMs: Date.now() - 3 * MINUTE }];
    bench.dialogs.marks = undefined;
    assert.deepEqual(await bench.run(COMMANDS.connectAgents), { kind: 'cancelled' });
    assert.deepEqual(bench.dialogs.asked, ['Connect Agents: ✓ Codex - needs trust; ✓ Cursor - connected · last event 3 min. ago; VS Code - not connected']);
  });

  it('show what would change, ask, and then connect what got a check mark', async () => {
    bench.dialogs.marks = ['Cursor', 'VS Code'];
    const outcome = await bench.run(COMMANDS.connectAgents);
    assert.equal(outcome.kind, 'done');
    assert.match(outcome.message, /^Connected Cursor, VS Code\. Cursor: /);
    assert.match(bench.moved[0] ?? '', /^--- \/dev\/null\n\+\+\+ .*hooks\.json/);
    assert.deepEqual(bench.dialogs.asked.slice(1), ['Review: Connect Cursor, VS Code? [Apply]']);
    assert.match(machine.read(HOOK_FILES.cursor), /--agent cursor/);
    assert.equal(bench.settings.vscodeConnected, true);
  });

  it('say what to do next in a message that is short enough to be read whole', async () => {
    mkdirSync(join(machine.home, '.gemini'));
    bench.dialogs.marks = ['Gemini CLI'];
    assert.deepEqual(await bench.run(COMMANDS.connectAgents), { kind: 'done', message: 'Connected Gemini CLI. Start a new session with it.' });
  });

  it('change nothing when the person does not confirm', async () => {
    const before = machine.tree();
    bench.dialogs.marks = ['Codex'];
    bench.dialogs.isConfirmed = false;
    assert.deepEqual(await bench.run(COMMANDS.connectAgents), { kind: 'cancelled' });
    assert.deepEqual(machine.tree(), before);
  });

  it('disconnect what lost its check mark, and leave the rest', async () => {
    const before = machine.tree();
    await machine.run('cursor', 'connect');
    bench.settings.vscodeConnected = true;
    bench.dialogs.marks = ['VS Code'];
    assert.deepEqual(await bench.run(COMMANDS.connectAgents), { kind: 'done', message: 'Disconnected Cursor.' });
    assert.deepEqual(machine.tree(), before);
    assert.deepEqual(await bench.run(COMMANDS.connectAgents), { kind: 'done', message: 'Nothing is to be changed.' });
  });

  it('tell why an agent cannot be connected', async () => {
    machine.write(HOOK_FILES.codex, '[]');
    bench.dialogs.marks = ['Codex'];
    const outcome = await bench.run(COMMANDS.connectAgents);
    assert.equal(outcome.kind, 'failed');
    assert.match(outcome.message, /hooks\.json is left alone: it is not a JSON object/);
  });

  it('remove Recollect from all agents at once', async () => {
    const before = machine.tree();
    for (const agent of ['codex', 'cursor'] as const) await machine.run(agent, 'connect');
    bench.settings.vscodeConnected = true;
    assert.deepEqual(await bench.run(COMMANDS.removeFromAgents), { kind: 'done', message: 'Disconnected Codex, Cursor, VS Code.' });
    assert.deepEqual(machine.tree(), before);
    assert.equal(bench.settings.vscodeConnected, false);
  });
});
