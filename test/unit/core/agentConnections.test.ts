import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { allAdapters } from '../../../src/agents/allAdapters';
import type { AgentActivity } from '../../../src/core/agentAdapter';
import { AgentConnections } from '../../../src/core/agentConnections';
import { changeText } from '../../../src/core/changeText';
import { UserFacingError } from '../../../src/core/errors';
import { AgentMachine, HOOK_FILES } from '../../support/agentMachine';

describe('the connections of all agents', () => {
  let machine: AgentMachine;
  let activities: AgentActivity[];
  let prepared: number;
  let connections: AgentConnections;
  beforeEach(() => {
    machine = new AgentMachine();
    for (const folder of ['.gemini', '.codex', '.cursor']) mkdirSync(join(machine.home, folder));
    activities = [];
    prepared = 0;
    connections = new AgentConnections(allAdapters(machine.surroundings), async () => activities, async () => {
      prepared++;
    });
  });
  afterEach(() => machine.remove());

  const states = async (): Promise<string> => (await connections.list()).map(({ agent, connection }) => `${agent} ${connection.kind}`).join(', ');

  it('are listed with when an agent was last heard of', async () => {
    activities = [{ agent: 'codex', lastAtMs: 2_000 }];
    await connections.carryOut([await connections.plan('codex', 'connect'), await connections.plan('cursor', 'connect')]);
    assert.equal(await states(), 'claude-code notInstalled, copilot notInstalled, gemini-cli notConnected, codex connected, cursor connected');
    assert.equal((await connections.list()).find(({ agent }) => agent === 'codex')?.lastEventAtMs, 2_000);
  });

  it('are listed although nothing is remembered yet', async () => {
    const failing = new AgentConnections(allAdapters(machine.surroundings), () => Promise.reject(new Error('no memory')), async () => undefined);
    assert.equal((await failing.list()).length, 5);
  });

  it('put in place what agents run before the first of them is told to run it', async () => {
    await connections.carryOut([await connections.plan('codex', 'disconnect')]);
    assert.equal(prepared, 0);
    await connections.carryOut([await connections.plan('codex', 'connect')]);
    assert.equal(prepared, 1);
  });

  it('are refused for an agent that is not there or that nobody knows', async () => {
    await assert.rejects(connections.plan('copilot', 'connect'), (error) => error instanceof UserFacingError && error.message.includes('was not found'));
    await assert.rejects(connections.plan('emacs', 'connect'), (error) => error instanceof UserFacingError && error.message.includes('gemini-cli'));
    assert.deepEqual(machine.tree().length, 3);
  });

  it('are all taken back but for what cannot be understood, which is told', async () => {
    machine.write(HOOK_FILES['gemini-cli'], '{ "theme": "dark" }');
    const before = machine.tree();
    for (const agent of ['gemini-cli', 'codex', 'cursor']) await connections.carryOut([await connections.plan(agent, 'connect')]);
    const broken = `${machine.read(HOOK_FILES.cursor)}}}`;
    machine.write(HOOK_FILES.cursor, broken);
    const { steps, failures } = await connections.planRemoval();
    await connections.carryOut(steps);
    assert.equal(failures.length, 1);
    assert.match(failures[0] ?? '', /\.cursor\/hooks\.json is left alone/);
    assert.deepEqual(machine.tree().filter((line) => !line.startsWith('.cursor/')), before);
  });

  it('can be shown before as a diff', async () => {
    machine.write(HOOK_FILES['gemini-cli'], '{\n  "theme": "dark"\n}\n');
    const { changes } = await connections.plan('gemini-cli', 'connect');
    const text = changeText(changes);
    assert.match(text, /^--- .*settings\.json\n\+\+\+ .*settings\.json\n@@/);
    assert.match(text, /^\+.*recollect-hook SessionStart --agent gemini-cli/m);
    assert.match(changeText((await connections.plan('codex', 'connect')).changes), /^--- \/dev\/null$/m);
  });
});
