import assert from 'node:assert/strict';
import { queueTree } from '../../../../src/ui/queue/queueTree';
import { FakeClient } from '../../../support/fakeClient';
import { findNode, treeLines } from '../../../support/treeLines';
import { aQueueEntry, aStatus, MINUTE, NOON } from '../../../support/uiFixtures';

describe('the tree of the queue', () => {
  let client: FakeClient;

  beforeEach(() => {
    client = new FakeClient();
    client.current = aStatus({ queue: { pending: 2, processing: 1, failed: 1, paused: 1 } });
    client.queueEntries = [
      aQueueEntry({ messageId: 4, label: 'summarize' }),
      aQueueEntry({ messageId: 3, attempts: 1, error: 'Garbage.', atMs: NOON - MINUTE }),
      aQueueEntry({ messageId: 2, state: 'processing', attempts: 1 }),
      aQueueEntry({ messageId: 1, state: 'failed', attempts: 3, error: 'Too large.' }),
    ];
  });

  it('groups messages by state, with counts', async () => {
    assert.deepEqual(await treeLines(queueTree(client), NOON), [
      'Processing | 1 | processingGroup',
      '  Edit src/total.ts | 1 attempt · now | message queued',
      'Pending | 2 · 1 held back | pendingGroup',
      '  summarize | now | message queued',
      '  Edit src/total.ts | 1 attempt · 1 min. ago · Garbage. | message queued',
      'Failed | 1 | failedGroup',
      '  Edit src/total.ts | 3 attempts · now · Too large. | message failed',
    ]);
  });

  it('is empty when the queue is, and while there is no owner', async () => {
    client.current = aStatus();
    assert.deepEqual(await treeLines(queueTree(client), NOON), []);
    client.current = undefined;
    assert.deepEqual(await treeLines(queueTree(client), NOON), []);
  });

  it('takes its counts from the status, not from what it has listed', async () => {
    client.current = aStatus({ queue: { pending: 1234 } });
    assert.equal((await findNode(queueTree(client), /^Pending/, NOON))?.view(NOON).accessibilityLabel, 'Pending, 1,234 messages');
  });

  it('tells the last error in the tooltip, as text', async () => {
    client.queueEntries = [aQueueEntry({ messageId: 1, state: 'failed', attempts: 3, error: '<b>no</b> [x](command:y)' })];
    const tooltip = (await findNode(queueTree(client), /^Edit/, NOON))?.view(NOON).tooltip ?? '';
    assert.match(tooltip, /failed, 3 attempts/);
    assert.match(tooltip, /&lt;b\\>no&lt;\/b\\> \\\[x\\\]/);
  });
});
