import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { COMMANDS } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { TestWindow } from '../support/hostSuite/testWindow';

const shows = async (window: TestWindow, name: string): Promise<void> => eventually(async () => assert.ok((await window.statusBar()).includes(name), (await window.statusBar()).join('\n')));

describe('a second window of the same user', () => {
  let second: TestWindow;
  before(async () => {
    second = await TestWindow.open();
  });
  after(async () => {
    await commands.executeCommand(COMMANDS.resume);
    await second.close();
  });

  it('shows the same status', async () => {
    await shows(second, 'Recollect: idle');
    await commands.executeCommand(COMMANDS.pause);
    await shows(second, 'Recollect: paused by you');
    await shows(TestWindow.own, 'Recollect: paused by you');
  });

  it('commands the one owner', async () => {
    await second.runCommand('Recollect: Resume Processing');
    await shows(TestWindow.own, 'Recollect: idle');
  });

  it('shows the same memories', async () => {
    await replayRecording('03-subagent.jsonl', 'second-window');
    await commands.executeCommand(COMMANDS.openView);
    await second.clickStatusBar('Recollect');
    for (const window of [second, TestWindow.own]) {
      await eventually(async () => assert.ok((await window.tree()).some((row) => /^second-window, project, 1 session/.test(row)), (await window.tree()).join('\n')));
    }
  });
});
