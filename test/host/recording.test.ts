import assert from 'node:assert/strict';
import { commands, ThemeIcon } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { nodeAt } from '../support/hostSuite/treeOf';

const PROJECT = 'recording';
const SESSION = /^Add GET \/health/;

describe('what is not recorded', () => {
  let memories: RecollectExports['ui']['memories'];
  let client: RecollectExports['client'];
  const sessions = async (project: string): Promise<number> => (await client.sessions({ project })).length;

  before(async () => {
    const extension = await extensionUnderTest();
    ({ client } = extension);
    memories = extension.ui.memories;
    await commands.executeCommand(COMMANDS.openView);
    await replayRecording('01-basic.jsonl', PROJECT);
    await eventually(async () => assert.ok((await client.projects()).some(({ name }) => name === PROJECT)));
  });

  it('is a project that was excluded in its menu, until it is recorded again in the same', async () => {
    const project = (await client.projects()).find(({ name }) => name === PROJECT)?.project ?? '';
    await commands.executeCommand(COMMANDS.excludeProject, await nodeAt(memories, PROJECT));
    await eventually(async () => {
      const node = memories.getTreeItem(await nodeAt(memories, PROJECT));
      assert.match(String(node.description), /^not recorded · /);
      assert.equal(node.contextValue, 'project excluded');
    });
    const before = await sessions(project);
    await replayRecording('01-basic.jsonl', PROJECT);
    assert.equal(await sessions(project), before);
    await commands.executeCommand(COMMANDS.includeProject, await nodeAt(memories, PROJECT));
    await replayRecording('01-basic.jsonl', PROJECT);
    await eventually(async () => assert.equal(await sessions(project), before + 1));
  });

  it('is a session that is incognito, which the tree and the status say', async () => {
    const session = (await client.sessions({})).find(({ project }) => project.endsWith(`/${PROJECT}`));
    assert.ok(session);
    await client.incognito({ sessionId: session.id, isOn: true });
    await eventually(async () => {
      const node = memories.getTreeItem(await nodeAt(memories, PROJECT, SESSION));
      assert.match(String(node.description), /^incognito · /);
      assert.ok(node.iconPath instanceof ThemeIcon && node.iconPath.id === 'eye-closed');
      assert.equal((await client.status()).unrecorded.sessions, 1);
    });
    await commands.executeCommand(COMMANDS.endIncognito, { sessionId: session.id });
    assert.equal((await client.status()).unrecorded.sessions, 0);
  });
});
