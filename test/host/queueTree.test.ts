import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { sendSession } from '../support/hostSuite/sendSession';
import { TestWindow } from '../support/hostSuite/testWindow';
import { nodeAt, spokenChildren } from '../support/hostSuite/treeOf';

describe('the tree of the queue', () => {
  let extension: RecollectExports;
  const groups = async (): Promise<string[]> => {
    await commands.executeCommand(COMMANDS.refresh);
    return spokenChildren(extension.ui.queue);
  };

  before(async () => {
    extension = await extensionUnderTest();
    await commands.executeCommand(COMMANDS.openView);
    await commands.executeCommand(COMMANDS.pause);
  });
  after(() => commands.executeCommand(COMMANDS.resume));

  it('shows what waits, with the same counts as the status', async () => {
    const { toolUses } = await sendSession('01-basic.jsonl', { project: 'queue-tree' });
    // The summary that the end of the turn asks for is one message more.
    await eventually(() => extension.client.current?.queue.pending, (pending) => pending === toolUses + 1);
    assert.deepEqual(await groups(), [`Pending, ${toolUses + 1} messages, ${toolUses + 1} held back`]);
    const spoken = await spokenChildren(extension.ui.queue, await nodeAt(extension.ui.queue, 'Pending'));
    assert.equal(spoken.length, toolUses + 1);
    assert.ok(spoken.some((label) => label.includes('src/health.js') && label.includes('pending')), spoken.join('\n'));
    await eventually(() => TestWindow.own.tree(), (rows) => rows.some((row) => row.startsWith('Pending, ')));
  });

  it('is empty again when processing goes on', async () => {
    await commands.executeCommand(COMMANDS.resume);
    await eventually(groups, (labels) => labels.length === 0);
    assert.equal((await extension.client.status()).queue.pending, 0);
  });
});
