import assert from 'node:assert/strict';
import { COMMANDS } from '../../../../src/manifest';
import { projectNode } from '../../../../src/ui/memories/projectNode';
import { sessionNode } from '../../../../src/ui/memories/sessionNode';
import { Branch } from '../../../../src/ui/tree/branch';
import { CommandBench } from '../../../support/commandBench';
import { aProject, aSession } from '../../../support/uiFixtures';

describe('the commands that say what is recorded', () => {
  let bench: CommandBench;
  beforeEach(() => {
    bench = new CommandBench();
    bench.client.projectEntries = [aProject(), aProject({ project: '/work/blog', name: 'blog', isExcluded: true })];
    bench.client.sessionEntries = [aSession({ id: 1, title: 'Open' }), aSession({ id: 2, title: 'Hidden', isIncognito: true })];
  });
  const calls = (): string[] => bench.client.calls.filter((call) => /^(?:incognito|exclude)/.test(call));

  it('exclude the project of the tree node, and record it again', async () => {
    const branch = new Branch(projectNode(bench.client, aProject(), false), undefined);
    assert.deepEqual(await bench.run(COMMANDS.excludeProject, branch), { kind: 'done', message: 'excludeProject done' });
    await bench.run(COMMANDS.includeProject, { project: '/work/blog' });
    assert.deepEqual(calls(), ['excludeProject {"project":"/work/shop","isOn":true}', 'excludeProject {"project":"/work/blog","isOn":false}']);
    assert.deepEqual(bench.dialogs.asked, []);
  });

  it('offer, without a node, the projects that they can change', async () => {
    bench.dialogs.picks = ['shop', 'blog', undefined];
    await bench.run(COMMANDS.excludeProject);
    await bench.run(COMMANDS.includeProject);
    assert.deepEqual(bench.dialogs.asked, ['Exclude Project: shop - 1 session', 'Record Project Again: blog - 1 session']);
    assert.deepEqual(calls(), ['excludeProject {"project":"/work/shop","isOn":true}', 'excludeProject {"project":"/work/blog","isOn":false}']);
    assert.deepEqual(await bench.run(COMMANDS.excludeProject), { kind: 'cancelled' });
    bench.client.projectEntries = [];
    assert.deepEqual(await bench.run(COMMANDS.includeProject), { kind: 'done', message: 'No project is excluded.' });
  });

  it('make a session incognito, and ask whether it is to be forgotten', async () => {
    const branch = new Branch(sessionNode(bench.client, aSession(), false), undefined);
    bench.dialogs.picks = ['From now on', 'And forget it', undefined];
    await bench.run(COMMANDS.startIncognito, branch);
    await bench.run(COMMANDS.startIncognito, { sessionId: 7 });
    assert.deepEqual(await bench.run(COMMANDS.startIncognito, branch), { kind: 'cancelled' });
    assert.deepEqual(calls(), ['incognito {"sessionId":1,"isOn":true,"forget":false}', 'incognito {"sessionId":7,"isOn":true,"forget":true}']);
  });

  it('offer, without a node, the sessions that they can change', async () => {
    bench.dialogs.picks = ['Open', 'From now on', 'Hidden'];
    await bench.run(COMMANDS.startIncognito);
    await bench.run(COMMANDS.endIncognito);
    assert.deepEqual(calls(), ['incognito {"sessionId":1,"isOn":true,"forget":false}', 'incognito {"sessionId":2,"isOn":false}']);
    bench.client.sessionEntries = [];
    assert.deepEqual(await bench.run(COMMANDS.endIncognito), { kind: 'done', message: 'No session is incognito.' });
  });
});
