import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { COMMANDS } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { TestWindow } from '../support/hostSuite/testWindow';

const idle = async (): Promise<void> => eventually(async () => assert.ok((await TestWindow.own.statusBar()).includes('Recollect: idle')));

const PROJECT = 'whole-run';

describe('a recorded session, from the hook to the tree', () => {
  before(async () => {
    await commands.executeCommand(COMMANDS.openView);
    await idle();
  });

  it('shows what is to do in the status bar while it runs, and rests after it', async () => {
    await TestWindow.own.recordStatusBar('Recollect');
    await replayRecording('01-basic.jsonl', PROJECT);
    await idle();
    const frames = await TestWindow.own.recordedStatusBar();
    assert.ok(frames.some((frame) => frame.isSpinning && /^Recollect: working, \d+ messages? to go$/.test(frame.name)), JSON.stringify(frames));
    assert.deepEqual(frames.at(-1), { name: 'Recollect: idle', isSpinning: false });
  });

  it('appears in the tree as project, session, prompt and memories, the newest branch open', async () => {
    await eventually(async () => {
      const rows = await TestWindow.own.tree();
      const at = (pattern: RegExp): number => rows.findIndex((row) => pattern.test(row));
      const branch = [at(/^whole-run, project, 1 session/), at(/^Add GET \/health.*Claude Code session/), at(/^1\. Add GET \/health.*prompt/), at(/, (summary|feature|change|bugfix|discovery|refactor|decision), /)];
      assert.ok(branch.every((row, index) => row >= 0 && (index === 0 || row > (branch[index - 1] ?? -1))), rows.join('\n'));
    });
  });

  it('leaves nothing in the queue', async () => {
    await idle();
    // The view follows the store a moment later.
    await eventually(async () => {
      const rows = await TestWindow.own.tree();
      assert.deepEqual(rows.filter((row) => /^(Pending|Processing|Failed), [1-9]/.test(row)), []);
    });
  });

  it('waits in the queue while processing is paused, and is remembered once it is resumed', async () => {
    await commands.executeCommand(COMMANDS.pause);
    await eventually(async () => assert.ok((await TestWindow.own.statusBar()).includes('Recollect: paused by you')));
    await replayRecording('05-unicode.jsonl', PROJECT);
    await eventually(async () => assert.ok((await TestWindow.own.tree()).some((row) => /^Pending, \d+ messages/.test(row)), (await TestWindow.own.tree()).join('\n')));
    await commands.executeCommand(COMMANDS.resume);
    await idle();
    await eventually(async () => {
      const rows = await TestWindow.own.tree();
      assert.ok(rows.some((row) => row.includes('日本語')), rows.join('\n'));
      assert.ok(!rows.some((row) => /^Pending, [1-9]/.test(row)), rows.join('\n'));
    });
  });
});
