import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { COMMANDS } from '../../src/manifest';
import type { RecollectExports } from '../../src/extension';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { sendSession } from '../support/hostSuite/sendSession';
import { TestWindow } from '../support/hostSuite/testWindow';

describe('the status bar item', () => {
  let extension: RecollectExports;
  const texts = (): string => extension.ui.statusBar().text;

  before(async () => {
    extension = await extensionUnderTest();
    await eventually(texts, (text) => text === '$(database) Recollect');
  });

  it('spins with a count while a session is processed, and rests when nothing is left', async () => {
    const seen: string[] = [];
    const subscription = extension.client.onDidChange(() => {
      const { text } = extension.ui.statusBar();
      if (seen.at(-1) !== text) seen.push(text);
    });
    const wrong: string[] = [];
    const check = extension.client.onDidChange(() => {
      const { pending = 0, processing = 0 } = extension.client.current?.queue ?? {};
      const spins = texts().startsWith('$(sync~spin)');
      if (spins !== pending + processing > 0) wrong.push(`${texts()} with ${pending} pending, ${processing} processing`);
    });
    await sendSession('01-basic.jsonl', { project: 'status-bar' });
    await eventually(() => extension.client.status(), (status) => status.summaries > 0 && status.queue.pending + status.queue.processing === 0);
    await eventually(texts, (text) => text === '$(database) Recollect');
    subscription.dispose();
    check.dispose();
    assert.ok(seen.some((text) => /^\$\(sync~spin\) [1-9]\d*$/.test(text)), seen.join(', '));
    assert.deepEqual(wrong, []);
  });

  it('tells provider, last success and queue in its tooltip', () => {
    const { tooltip } = extension.ui.statusBar();
    assert.match(tooltip, /Queue: 0 pending, 0 processing, 0 failed/);
    assert.match(tooltip, /Provider: builtin/);
    assert.match(tooltip, /Last success: \d\d:\d\d/);
  });

  it('is seen in the window under a name that begins with Recollect', async () => {
    assert.ok((await TestWindow.own.statusBar()).includes('Recollect: idle'));
  });

  it('says that a person paused, and shows no spinner for what waits', async () => {
    await commands.executeCommand(COMMANDS.pause);
    try {
      await eventually(texts, (text) => text === '$(debug-pause) Paused by you');
      await sendSession('01-basic.jsonl', { project: 'status-bar', upTo: 4 });
      await eventually(() => extension.client.current?.queue.pending ?? 0, (pending) => pending > 0);
      assert.equal(texts(), '$(debug-pause) Paused by you');
    } finally {
      await commands.executeCommand(COMMANDS.resume);
    }
    await eventually(texts, (text) => text === '$(database) Recollect');
  });

  it('opens the memories when it is clicked', async () => {
    await TestWindow.own.clickStatusBar('Recollect');
    await eventually(() => TestWindow.own.tree(), (rows) => rows.some((row) => row.startsWith('status-bar, project, ')));
  });
});
