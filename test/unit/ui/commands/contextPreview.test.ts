import assert from 'node:assert/strict';
import { COMMANDS } from '../../../../src/manifest';
import { CommandBench } from '../../../support/commandBench';
import { aProject, aSession } from '../../../support/uiFixtures';

describe('the context preview', () => {
  let bench: CommandBench;
  beforeEach(() => (bench = new CommandBench()));

  it('is of the folder that is open, for the agent that was last at work there', async () => {
    bench.contexts.folder = '/work/shop';
    bench.client.sessionEntries = [aSession({ agent: 'notes' }), aSession({ agent: 'codex' }), aSession()];
    assert.equal((await bench.run(COMMANDS.contextPreview)).kind, 'seen');
    bench.client.sessionEntries = [];
    await bench.run(COMMANDS.contextPreview);
    assert.deepEqual(bench.moved, ['context of codex in /work/shop, /work/shop', 'context of claude-code in /work/shop, /work/shop']);
  });

  it('asks for the project when no folder is open', async () => {
    bench.client.projectEntries = [aProject()];
    bench.dialogs.picks = ['shop'];
    await bench.run(COMMANDS.contextPreview);
    assert.deepEqual(bench.moved, ['context of claude-code in /work/shop, no folder']);
    assert.deepEqual(await bench.run(COMMANDS.contextPreview), { kind: 'cancelled' });
  });

  it('says when there is nothing to show', async () => {
    assert.match(JSON.stringify(await bench.run(COMMANDS.contextPreview)), /No folder is open, and nothing is remembered yet/);
  });

  it('switches the agent of what is shown', async () => {
    bench.contexts.shown = { agent: 'codex', project: '/work/shop', folder: '/work/shop/tree' };
    bench.dialogs.picks = ['Gemini CLI', undefined];
    await bench.run(COMMANDS.switchContextAgent);
    assert.deepEqual(bench.moved, ['context of gemini-cli in /work/shop, /work/shop/tree']);
    assert.match(bench.dialogs.asked[0] ?? '', /Codex - shown now/);
    assert.deepEqual(await bench.run(COMMANDS.switchContextAgent), { kind: 'cancelled' });
  });
});
