import assert from 'node:assert/strict';
import { readdir, stat } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import { readOwnerStatus, waitForEmptyQueue } from '../support/replay/ownerStatus';
import { readRecording } from '../support/replay/recording';
import { replay } from '../support/replay/replay';
import { waitForOwner } from '../support/replay/waitForOwner';
import { openBrowser } from '../support/vscodeHost/browser';
import { packagePath } from '../support/vscodeHost/installedExtension';
import { keepLogs } from '../support/vscodeHost/keepLogs';
import { OpenThings } from '../support/vscodeHost/openThings';
import { recordingFile } from '../support/vscodeHost/repository';
import { takeScreenshot, takeScreenshotOf } from '../support/vscodeHost/screenshot';
import { type InstalledHost, startInstalled } from '../support/vscodeHost/startInstalled';
import { recordStatusBar } from '../support/vscodeHost/statusBarRecorder';
import { windowUrl } from '../support/vscodeHost/windowUrl';
import { WorkbenchWindow } from '../support/vscodeHost/workbenchWindow';

const MAX_PACKAGE_BYTES = 2.5 * 1024 * 1024;
const START_TIMEOUT_MS = 60_000;
const SETTLING_TIMEOUT_MS = 30_000;
const INSTALLING_TIMEOUT_MS = 10 * 60_000;

/** Each test goes on from where the one before it left the window, as a person does. */
describe('the packaged extension, installed', () => {
  const open = new OpenThings();
  let host: InstalledHost;
  let context: BrowserContext;
  let window: WorkbenchWindow;

  const openWindow = (): Promise<WorkbenchWindow> => WorkbenchWindow.open(context, windowUrl(host.server, { folder: host.folders.workspace }));

  const ownerProcess = async (): Promise<number | undefined> => (await readOwnerStatus(host.extension.cli, host.env)).owner?.pid;

  before(async function () {
    this.timeout(INSTALLING_TIMEOUT_MS);
    host = await startInstalled(open, { settings: { 'workbench.reduceMotion': 'off' } });
    open.add(() => keepLogs(host.folders, 'e2e'));
    context = await openBrowser(open);
    window = await openWindow();
    await waitForOwner(host.folders.recollectHome, START_TIMEOUT_MS);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await takeScreenshot(window, 'failed');
  });

  after(() => open.close());

  it('is small and holds programs and pictures, no sources', async () => {
    assert.ok((await stat(await packagePath())).size <= MAX_PACKAGE_BYTES);
    const unexpected = (await readdir(host.extension.folder)).filter((entry) => /^(src|test|scripts|node_modules|docs|out)$/.test(entry));
    assert.deepEqual(unexpected, []);
  });

  it('waits in the status bar', async () => {
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: START_TIMEOUT_MS });
  });

  it('opens its view when the status bar item is clicked', async () => {
    await window.statusBarItem(/^Recollect/).click();
    await window.page.getByRole('button', { name: 'Memories Section' }).waitFor();
    await window.widenSideBar(180);
    assert.equal(await window.activity('Recollect').getAttribute('aria-selected'), 'true');
  });

  it('turns its spinner while a session is remembered, and rests after it', async () => {
    const recorded = await recordStatusBar(window.page, 'Recollect');
    const replaying = replay(await readRecording(recordingFile('01-basic.jsonl')), { hook: host.extension.hook, env: host.env, gapMs: 500 });
    await window.treeItem(/^Created src\/health\.js/).waitFor();
    await takeScreenshotOf(window.statusBarItem(/^Recollect: working/), window, 'working', { x: 0, y: 0, width: 720, height: 800 });
    await replaying;
    const status = await waitForEmptyQueue(host.extension.cli, host.env, SETTLING_TIMEOUT_MS);
    assert.deepEqual({ sessions: status.sessions, summaries: status.summaries, failed: status.queue.failed }, { sessions: 1, summaries: 1, failed: 0 });
    assert.ok(status.observations >= 6, `${status.observations} observations of 3 edits and 3 failures`);
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: SETTLING_TIMEOUT_MS });
    const spinning = (await recorded()).filter((frame) => frame.isSpinning).map((frame) => frame.name);
    assert.ok(spinning.some((name) => /^Recollect: working, \d+ messages? to go$/.test(name)), JSON.stringify(await recorded()));
  });

  it('leads from project over session and prompt to what is remembered', async () => {
    await window.treeItem(/^shop-api, project, 1 session/).waitFor();
    await window.expand(/^shop-api, project/);
    await window.expand(/^Add GET \/health to the API.*Claude Code session/);
    await window.expand(/^1\. Add GET \/health.*prompt/);
    await window.treeItem(/^Created src\/health\.js/).waitFor();
    const names = await window.treeNames();
    assert.ok(names.some((name) => name.includes(', summary, ')), names.join('\n'));
  });

  it('opens an observation as a readable document', async () => {
    await window.treeItem(/^Created src\/health\.js/).click();
    const tab = window.page.locator('.tabs-container').getByRole('tab').first();
    await tab.waitFor();
    await window.waitForDocument(/health\.js/);
    await takeScreenshot(window, 'memories');
  });

  it('answers commands of the palette', async () => {
    await window.runCommand('Recollect: Pause Processing');
    await window.statusBarItem('Recollect: paused by you').waitFor();
    await window.runCommand('Recollect: Resume Processing');
    await window.statusBarItem('Recollect: idle').waitFor();
  });

  it('shows the same in three windows, of which the next takes over when one closes', async () => {
    const waiting = [await openWindow(), await openWindow()];
    for (const each of waiting) await each.statusBarItem('Recollect: idle').waitFor({ timeout: START_TIMEOUT_MS });
    const owners = new Set([await ownerProcess()]);
    for (const [recording, sessions] of [['03-subagent.jsonl', 2], ['05-unicode.jsonl', 3]] as const) {
      await window.close();
      const next = waiting.shift();
      assert.ok(next);
      window = next;
      await replay(await readRecording(recordingFile(recording)), { hook: host.extension.hook, env: host.env, gapMs: 0 });
      await waitForEmptyQueue(host.extension.cli, host.env, SETTLING_TIMEOUT_MS);
      owners.add(await ownerProcess());
      for (const each of [window, ...waiting]) {
        await each.statusBarItem(/^Recollect/).click();
        await each.treeItem(new RegExp(`^shop-api, project, ${sessions} sessions`)).waitFor();
      }
    }
    assert.ok(owners.size > 1, 'the owner never changed');
  });
});
