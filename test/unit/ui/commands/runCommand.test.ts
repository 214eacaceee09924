import assert from 'node:assert/strict';
import { UserFacingError } from '../../../../src/core/errors';
import { COMMANDS } from '../../../../src/manifest';
import { targetOf } from '../../../../src/ui/commands/targetOf';
import { CommandBench } from '../../../support/commandBench';

describe('running a command', () => {
  let bench: CommandBench;
  beforeEach(() => {
    bench = new CommandBench();
  });

  it('is possible for each command of the manifest', () => {
    assert.deepEqual(bench.commands.map((command) => command.id).sort(), Object.values(COMMANDS).sort());
  });

  it('tells what was done, once', async () => {
    await bench.run(COMMANDS.pause);
    assert.deepEqual(bench.dialogs.said, [['info', 'pause done']]);
  });

  it('tells a failure once, to the person and to the log', async () => {
    bench.client.failure = new UserFacingError('The disk is full: make room.');
    const outcome = await bench.run(COMMANDS.pause);
    assert.deepEqual(outcome, { kind: 'failed', message: 'Could not pause processing: The disk is full: make room.' });
    assert.deepEqual(bench.dialogs.said, [['error', 'Could not pause processing: The disk is full: make room.']]);
    assert.equal(bench.log.lines.length, 1);
  });

  it('fails in words for every command that asks the owner', async () => {
    bench.client.failure = new Error('no owner');
    const local: string[] = [COMMANDS.openView, COMMANDS.refresh, COMMANDS.showLog, COMMANDS.showMore, COMMANDS.showStatus, COMMANDS.showWalkthrough, COMMANDS.connectAgents, COMMANDS.removeFromAgents, COMMANDS.selectProvider, COMMANDS.setApiKey, COMMANDS.removeApiKey, COMMANDS.search, COMMANDS.copyId, COMMANDS.showFileMemories, COMMANDS.forget, COMMANDS.exportMemories, COMMANDS.importMemories];
    for (const { id } of bench.commands.filter((command) => !local.includes(command.id))) {
      const outcome = await bench.run(id, { memoryId: 'o1' });
      assert.equal(outcome.kind, 'failed', id);
    }
  });

  it('says inside a search why it cannot search', async () => {
    bench.client.failure = new Error('no owner');
    assert.deepEqual(await bench.run(COMMANDS.search), { kind: 'cancelled' });
    assert.deepEqual(bench.dialogs.asked, ['Search: Could not search - no owner']);
  });

  it('says nothing when the person did not wait', async () => {
    bench.dialogs.isPatient = false;
    assert.deepEqual(await bench.run(COMMANDS.pause), { kind: 'cancelled' });
    assert.deepEqual(bench.dialogs.said, []);
  });

  it('does not repeat what the person sees', async () => {
    for (const id of [COMMANDS.openView, COMMANDS.showLog, COMMANDS.showStatus]) assert.equal((await bench.run(id)).kind, 'seen');
    assert.deepEqual(bench.moved, ['focus', 'log', 'status']);
    assert.deepEqual(bench.dialogs.said, []);
  });

  it('refreshes, and says so in passing', async () => {
    assert.deepEqual(await bench.run(COMMANDS.refresh), { kind: 'noted', message: 'Recollect is up to date' });
    assert.deepEqual(bench.moved, ['refresh']);
  });
});

describe('the target of a command', () => {
  it('is taken from an object with an id', () => {
    assert.deepEqual(targetOf({ sessionId: 3 }), { kind: 'session', sessionId: 3 });
    assert.deepEqual(targetOf({ memoryId: 'o3' }), { kind: 'memory', memoryId: 'o3' });
    assert.deepEqual(targetOf({ messageId: 3, sessionId: 1 }), { kind: 'message', messageId: 3 });
  });

  it('is none for anything else', () => {
    for (const argument of [undefined, null, 3, 'o3', {}, { sessionId: '3' }, []]) assert.equal(targetOf(argument), undefined);
  });
});
