import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { anthropicError, startAnthropicServer } from '../support/anthropicServer';
import type { ModelServer } from '../support/modelServer';
import { readOwnerStatus } from '../support/replay/ownerStatus';
import { readRecording } from '../support/replay/recording';
import { replay } from '../support/replay/replay';
import { openBrowser } from '../support/vscodeHost/browser';
import { keepLogs } from '../support/vscodeHost/keepLogs';
import { OpenThings } from '../support/vscodeHost/openThings';
import { recordingFile } from '../support/vscodeHost/repository';
import { takeScreenshot } from '../support/vscodeHost/screenshot';
import { type InstalledHost, startInstalled } from '../support/vscodeHost/startInstalled';
import { windowUrl } from '../support/vscodeHost/windowUrl';
import { WorkbenchWindow } from '../support/vscodeHost/workbenchWindow';

const INSTALLING_TIMEOUT_MS = 10 * 60_000;
const SETTLING_TIMEOUT_MS = 90_000;

/** What only a window without a test driver shows: questions that cannot be overlooked. */
describe('messages that a provider refuses, in the installed extension', () => {
  const open = new OpenThings();
  let model: ModelServer;
  let host: InstalledHost;
  let window: WorkbenchWindow;
  const failed = async (): Promise<number> => (await readOwnerStatus(host.extension.cli, host.env)).queue.failed;

  before(async function () {
    this.timeout(INSTALLING_TIMEOUT_MS);
    model = await startAnthropicServer();
    open.add(() => model.close());
    model.fallback = () => ({ kind: 'status', status: 400, body: anthropicError('invalid_request_error', 'This request is refused.') });
    host = await startInstalled(open);
    open.add(() => keepLogs(host.folders, 'e2e-failed'));
    // A setting of the machine: a window on a server reads those there.
    await mkdir(join(host.folders.userData, 'Machine'), { recursive: true });
    await writeFile(join(host.folders.userData, 'Machine', 'settings.json'), JSON.stringify({ 'recollect.anthropic.baseUrl': model.baseUrl }));
    window = await WorkbenchWindow.open(await openBrowser(open), windowUrl(host.server, { folder: host.folders.workspace }));
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: SETTLING_TIMEOUT_MS });
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await takeScreenshot(window, 'failed-messages');
  });

  after(() => open.close());

  it('are told in the status bar, and kept', async function () {
    this.timeout(2 * SETTLING_TIMEOUT_MS);
    await window.runCommand('Recollect: Select Provider…');
    await window.choose('Anthropic');
    await window.enter('sk-test');
    await window.page.getByText('The provider is Anthropic now.').first().waitFor();
    const events = (await readRecording(recordingFile('01-basic.jsonl'))).slice(0, 4);
    await replay(events, { hook: host.extension.hook, env: host.env, gapMs: 0 });
    await window.statusBarItem('Recollect: idle, 2 messages failed').waitFor({ timeout: SETTLING_TIMEOUT_MS });
    assert.equal(await failed(), 2);
  });

  it('are discarded only when the person agrees', async () => {
    const dialog = window.page.locator('.monaco-dialog-box');
    await window.runCommand('Recollect: Discard Failed…');
    await dialog.getByText('Discard 2 failed messages?').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(await failed(), 2);
    await window.runCommand('Recollect: Discard Failed…');
    await dialog.getByRole('button', { name: 'Discard' }).click();
    await window.page.getByText('Discarded 2 messages that had failed.').first().waitFor();
    await window.statusBarItem('Recollect: idle').waitFor();
    assert.equal(await failed(), 0);
  });
});
