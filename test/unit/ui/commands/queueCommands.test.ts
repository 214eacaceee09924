import assert from 'node:assert/strict';
import { COMMANDS } from '../../../../src/manifest';
import { messageNode } from '../../../../src/ui/queue/messageNode';
import { sessionNode } from '../../../../src/ui/memories/sessionNode';
import { Branch } from '../../../../src/ui/tree/branch';
import { CommandBench } from '../../../support/commandBench';
import { aQueueEntry, aSession, aStatus } from '../../../support/uiFixtures';

describe('the commands of the queue', () => {
  let bench: CommandBench;
  beforeEach(() => {
    bench = new CommandBench();
    bench.client.sessionEntries = [aSession({ id: 1, title: 'Idle' }), aSession({ id: 2, title: 'Busy', pending: 1 })];
  });
  const branchOf = (session = aSession({ id: 2, failed: 2 })): Branch => new Branch(sessionNode(bench.client, session, false), undefined);
  const callsOf = (name: string): string[] => bench.client.calls.filter((call) => call.startsWith(name));

  it('abort the session of the tree node', async () => {
    assert.deepEqual(await bench.run(COMMANDS.abortSession, branchOf()), { kind: 'done', message: 'abort done' });
    assert.deepEqual(callsOf('abort'), ['abort {"sessionId":2}']);
    assert.deepEqual(bench.dialogs.asked, []);
  });

  it('abort the session of a queued message', async () => {
    await bench.run(COMMANDS.abortSession, new Branch(messageNode(aQueueEntry({ sessionId: 7 })), undefined));
    assert.deepEqual(callsOf('abort'), ['abort {"sessionId":7}']);
  });

  it('ask for the session among those with work when there is no node', async () => {
    bench.dialogs.picks = ['Busy'];
    await bench.run(COMMANDS.abortSession);
    assert.match(bench.dialogs.asked[0] ?? '', /^Abort Session: Busy - Claude Code[^;]*$/);
    assert.deepEqual(callsOf('abort'), ['abort {"sessionId":2}']);
  });

  it('find a busy session behind many idle ones', async () => {
    bench.client.sessionEntries = [...Array.from({ length: 450 }, (_, index) => aSession({ id: index + 10 })), aSession({ id: 2, title: 'Busy', processing: 1 })];
    bench.dialogs.picks = ['Busy'];
    await bench.run(COMMANDS.abortSession);
    assert.deepEqual(callsOf('abort'), ['abort {"sessionId":2}']);
  });

  it('say that no session has work', async () => {
    bench.client.sessionEntries = [aSession()];
    assert.deepEqual(await bench.run(COMMANDS.abortSession), { kind: 'done', message: 'No session has anything to process.' });
    assert.deepEqual(callsOf('abort'), []);
  });

  it('do nothing when the person turns away', async () => {
    bench.dialogs.picks = [undefined];
    assert.deepEqual(await bench.run(COMMANDS.abortSession), { kind: 'cancelled' });
    assert.deepEqual([callsOf('abort'), bench.dialogs.said], [[], []]);
  });

  it('abort all sessions', async () => {
    await bench.run(COMMANDS.abortAll);
    assert.deepEqual(callsOf('abort'), ['abort {}']);
  });

  it('reprocess any session, from tree and palette', async () => {
    await bench.run(COMMANDS.reprocessSession, branchOf());
    bench.dialogs.picks = ['Idle'];
    await bench.run(COMMANDS.reprocessSession);
    assert.deepEqual(callsOf('reprocess'), ['reprocess {"sessionId":2}', 'reprocess {"sessionId":1}']);
    bench.client.sessionEntries = [];
    assert.deepEqual(await bench.run(COMMANDS.reprocessSession), { kind: 'done', message: 'There is no session yet.' });
  });

  it('retry all failed messages, a session\'s, or one', async () => {
    bench.client.current = aStatus({ queue: { failed: 3 } });
    bench.client.queueEntries = [aQueueEntry({ messageId: 9, sessionId: 2, state: 'failed' })];
    await bench.run(COMMANDS.retryFailed);
    await bench.run(COMMANDS.retryFailed, branchOf());
    await bench.run(COMMANDS.retryFailed, { messageId: 9 });
    assert.deepEqual(callsOf('retry'), ['retry {}', 'retry {"sessionId":2}', 'retry {"messageId":9}']);
  });

  it('say that there is nothing to retry or discard', async () => {
    assert.deepEqual(await bench.run(COMMANDS.retryFailed), { kind: 'done', message: 'No message has failed: there is nothing to retry.' });
    assert.deepEqual(await bench.run(COMMANDS.discardFailed), { kind: 'done', message: 'No message has failed: there is nothing to discard.' });
    assert.deepEqual([callsOf('retry'), callsOf('discard'), bench.dialogs.asked], [[], [], []]);
  });

  it('discard only after the person agreed to the number', async () => {
    bench.client.current = aStatus({ queue: { failed: 3 } });
    bench.dialogs.isConfirmed = false;
    assert.deepEqual(await bench.run(COMMANDS.discardFailed), { kind: 'cancelled' });
    assert.deepEqual(callsOf('discard'), []);
    bench.dialogs.isConfirmed = true;
    await bench.run(COMMANDS.discardFailed);
    assert.deepEqual(callsOf('discard'), ['discard {}']);
    assert.deepEqual(bench.dialogs.asked, ['Discard 3 failed messages? [Discard]', 'Discard 3 failed messages? [Discard]']);
  });

  it('name the session or the one message that is discarded', async () => {
    bench.client.queueEntries = [aQueueEntry({ messageId: 9, sessionId: 2, state: 'failed' }), aQueueEntry({ messageId: 10, sessionId: 3, state: 'failed' })];
    await bench.run(COMMANDS.discardFailed, { sessionId: 2 });
    await bench.run(COMMANDS.discardFailed, { messageId: 10 });
    assert.deepEqual(bench.dialogs.asked, ['Discard 1 failed message of the session? [Discard]', 'Discard 1 failed message? [Discard]']);
    assert.deepEqual(callsOf('discard'), ['discard {"sessionId":2}', 'discard {"messageId":10}']);
  });

  it('pause and resume', async () => {
    assert.deepEqual(await bench.run(COMMANDS.pause), { kind: 'done', message: 'pause done' });
    assert.deepEqual(await bench.run(COMMANDS.resume), { kind: 'done', message: 'resume done' });
  });
});
