import assert from 'node:assert/strict';
import { FileMemories } from '../../../../src/ui/files/fileMemories';
import { FakeClient } from '../../../support/fakeClient';
import { aFileMemory, aStatus } from '../../../support/uiFixtures';

describe('What is remembered of a file', () => {
  const FILE = '/work/shop/src/total.ts';
  let client: FakeClient;
  let memories: FileMemories;
  beforeEach(() => {
    client = new FakeClient();
    client.ofFiles.set(FILE, [aFileMemory()]);
    memories = new FileMemories(client, 5);
  });
  afterEach(() => memories.dispose());

  it('is asked for once, until the memory changes', async () => {
    assert.equal((await memories.of(FILE)).length, 1);
    await memories.of(FILE);
    assert.equal(client.calls.length, 1);
    client.change(() => client.ofFiles.set(FILE, []));
    assert.equal((await memories.of(FILE)).length, 0);
    assert.equal(client.calls.length, 2);
  });

  it('is nothing, at once, without an owner or when it cannot be told', async () => {
    client.current = undefined;
    assert.deepEqual(await memories.of(FILE), []);
    assert.deepEqual(client.calls, []);
    client.change(() => (client.current = aStatus()));
    client.failure = new Error('gone');
    assert.deepEqual(await memories.of(FILE), []);
  });

  it('tells of a burst of changes once', async () => {
    let told = 0;
    await new Promise<void>((resolve) => {
      memories.onDidChange(() => {
        told++;
        setTimeout(resolve, 30);
      });
      for (let change = 0; change < 10; change++) client.change(() => undefined);
    });
    assert.equal(told, 1);
  });
});
