import assert from 'node:assert/strict';
import { commands } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';

const IDLE = '$(database) Recollect';

describe('the status bar item', () => {
  let extension: RecollectExports;
  const shows = (text: string): Promise<void> => eventually(() => assert.equal(extension.ui.statusBar().text, text));

  before(async () => {
    extension = await extensionUnderTest();
    await shows(IDLE);
  });

  it('spins exactly while the store has something to do', async () => {
    const wrong: string[] = [];
    const counts: number[] = [];
    const check = extension.client.onDidChange(() => {
      // While one owner follows another there is none to compare with.
      if (extension.client.current === undefined) return;
      const { pending, processing } = extension.client.current.queue;
      const { text } = extension.ui.statusBar();
      counts.push(pending + processing);
      if (text !== (pending + processing > 0 ? `$(sync~spin) ${pending + processing}` : IDLE)) wrong.push(`${text} with ${pending} pending, ${processing} processing`);
    });
    await replayRecording('01-basic.jsonl', 'status-bar');
    await eventually(async () => assert.ok((await extension.client.projects()).some((project) => project.name === 'status-bar')));
    await shows(IDLE);
    check.dispose();
    assert.deepEqual(wrong, []);
    assert.ok(counts.some((count) => count > 0), 'nothing was ever seen to be queued');
  });

  it('tells queue, provider, last success and owner in its tooltip', () => {
    const { tooltip } = extension.ui.statusBar();
    assert.match(tooltip, /Queue: 0 pending, 0 processing, 0 failed\n/);
    assert.match(tooltip, /Provider: builtin\n/);
    assert.match(tooltip, /Last success: \d\d:\d\d/);
    assert.match(tooltip, extension.isOwner() ? /Owner: this window/ : /Owner: another window/);
  });

  it('says that a person paused, and does not spin for what waits', async () => {
    await commands.executeCommand(COMMANDS.pause);
    try {
      await shows('$(debug-pause) Paused by you');
      await replayRecording('01-basic.jsonl', 'status-bar', 4);
      await eventually(() => assert.ok((extension.client.current?.queue.pending ?? 0) > 0));
      await shows('$(debug-pause) Paused by you');
    } finally {
      await commands.executeCommand(COMMANDS.resume);
    }
    await shows(IDLE);
  });
});
