import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { nodeAt, spokenChildren } from '../support/hostSuite/treeOf';

/** 9 tool uses, 3 failed ones and the summary that the end of the turn asks for. */
const MESSAGES = 13;

describe('the tree of the queue', () => {
  let extension: RecollectExports;
  const shows = (groups: readonly string[]): Promise<void> =>
    eventually(async () => {
      await commands.executeCommand(COMMANDS.refresh);
      assert.deepEqual(await spokenChildren(extension.ui.queue), groups);
    });

  before(async () => {
    extension = await extensionUnderTest();
    await commands.executeCommand(COMMANDS.openView);
    await commands.executeCommand(COMMANDS.pause);
    await replayRecording('01-basic.jsonl', 'queue-tree');
  });
  after(() => commands.executeCommand(COMMANDS.resume));

  it('shows what a pause holds back, counted as the store counts it', async () => {
    await shows([`Pending, ${MESSAGES} messages, ${MESSAGES} held back`]);
    assert.equal((await extension.client.status()).queue.pending, MESSAGES);
  });

  it('names each message by its tool and what it was about', async () => {
    const spoken = await spokenChildren(extension.ui.queue, await nodeAt(extension.ui.queue, 'Pending'));
    assert.equal(spoken.length, MESSAGES);
    assert.ok(spoken.some((label) => /src\/health\.js.*, pending, /.test(label)), spoken.join('\n'));
  });

  it('keeps what an abort holds back when processing is resumed, until it is retried', async () => {
    await commands.executeCommand(COMMANDS.abortAll);
    await commands.executeCommand(COMMANDS.resume);
    await shows([`Pending, ${MESSAGES} messages, ${MESSAGES} held back`]);
    await eventually(() => assert.equal(extension.ui.statusBar().text, `$(circle-slash) ${MESSAGES} waiting`));
    await eventually(async () => {
      await commands.executeCommand(COMMANDS.refresh);
      assert.equal(extension.ui.queue.getTreeItem(await nodeAt(extension.ui.queue, 'Pending')).contextValue, 'pendingGroup held');
    });
    await commands.executeCommand(COMMANDS.retryFailed);
    await shows([]);
  });
});
