import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { useOf } from '../../../src/ingest/agentEvents';
import { vscodePluginHooks } from '../../../src/agents/vscode';
import { AgentMachine, FILE_AGENTS } from '../../support/agentMachine';

describe('the events that the hook program takes', () => {
  it('are all those for which an agent is told to run it', async () => {
    const machine = new AgentMachine();
    try {
      mkdirSync(join(machine.home, '.claude'));
      const texts = [JSON.stringify(vscodePluginHooks())];
      for (const id of FILE_AGENTS) for (const { after } of await machine.adapter(id).plan('connect')) texts.push(after ?? '');
      const events = texts.flatMap((text) => [...text.matchAll(/ (\w+) --agent/g)].map((match) => match[1]));
      assert.ok(events.length > 40);
      assert.deepEqual(events.filter((event) => useOf(event) !== 'taken'), []);
    } finally {
      machine.remove();
    }
  });

  it('are no others, and those that agents are known to have are given up without a word', () => {
    for (const event of ['PreToolUse', 'PreCompress', 'BeforeModel', 'AfterModel', 'BeforeToolSelection', 'SubagentStart', 'Notification', 'PostToolBatch', 'FileChanged', 'afterAgentThought']) assert.equal(useOf(event), 'ignored', event);
    for (const event of ['Brandnew', '', 'constructor', 'a\nb', undefined, 5]) assert.equal(useOf(event), 'unknown');
  });
});
