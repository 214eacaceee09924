import assert from 'node:assert/strict';
import { WindowFacts } from '../../../src/ui/windowFacts';
import { FakeClient } from '../../support/fakeClient';
import { SilentLog } from '../../support/silentLog';
import { NOON } from '../../support/uiFixtures';

const CURSOR = { agent: 'cursor', displayName: 'Cursor', connection: { kind: 'connected', isCurrent: true }, lastEventAtMs: NOON } as const;

describe('what only the window knows', () => {
  const client = new FakeClient();
  let folder: string | undefined = '/work/shop';
  const facts: WindowFacts = new WindowFacts(client, { list: async () => [CURSOR] }, () => folder, new SilentLog());
  after(() => facts.dispose());

  it('is how its agents stand and whether its folder is recorded, told when it changes', async () => {
    let told = 0;
    facts.onDidChange(() => told++);
    assert.equal(facts.current.agents, undefined);
    client.excludedFolders = ['/work/shop'];
    await facts.refresh();
    assert.deepEqual(facts.current, { agents: [CURSOR], isExcluded: true });
    await facts.refresh();
    assert.equal(told, 1);
    folder = undefined;
    await facts.refresh();
    assert.deepEqual([facts.current, told], [{ agents: [CURSOR], isExcluded: false }, 2]);
  });

  it('stays as it was when it cannot be asked for', async () => {
    folder = '/work/other';
    client.failure = new Error('no owner');
    await facts.refresh();
    assert.equal(facts.current.agents?.length, 1);
  });
});
