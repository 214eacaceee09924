import assert from 'node:assert/strict';
import { fileTree } from '../../../../src/ui/files/fileTree';
import { FakeClient } from '../../../support/fakeClient';
import { aFileMemory, MINUTE, NOON } from '../../../support/uiFixtures';

describe('the tree of a file\'s memories', () => {
  let client: FakeClient;
  beforeEach(() => {
    client = new FakeClient();
    client.ofFiles.set('/a.ts', [aFileMemory({ id: 'o2', touch: 'modified' }), aFileMemory({ id: 'o1', touch: 'read' })]);
  });

  it('lists them, and says what was done to the file', async () => {
    const page = await fileTree(client, () => '/a.ts').load?.(50);
    const views = page?.items.map((item) => item.view(NOON + 5 * MINUTE)) ?? [];
    assert.deepEqual(views.map(({ description }) => description), ['modified · 5 min. ago', 'read · 5 min. ago']);
    assert.equal(views[0]?.accessibilityLabel, 'Rounding of totals fixed, bugfix, 5 minutes ago, modified this file');
    assert.deepEqual(page?.items[0]?.target, { kind: 'memory', memoryId: 'o2' });
    assert.equal(client.calls[0], 'fileMemories {"file":"/a.ts","limit":51}');
  });

  it('has more when there is more', async () => {
    const page = await fileTree(client, () => '/a.ts').load?.(1);
    assert.deepEqual([page?.items.length, page?.hasMore], [1, true]);
  });

  it('is empty, and asks nothing, without a file or an owner', async () => {
    assert.deepEqual(await fileTree(client, () => undefined).load?.(50), { items: [], hasMore: false });
    client.current = undefined;
    assert.deepEqual(await fileTree(client, () => '/a.ts').load?.(50), { items: [], hasMore: false });
    assert.deepEqual(client.calls, []);
  });
});
