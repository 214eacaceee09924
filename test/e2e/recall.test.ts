import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitForEmptyQueue } from '../support/replay/ownerStatus';
import { readRecording } from '../support/replay/recording';
import { replay } from '../support/replay/replay';
import { retold } from '../support/replay/retold';
import { waitForOwner } from '../support/replay/waitForOwner';
import { openBrowser } from '../support/vscodeHost/browser';
import { keepLogs } from '../support/vscodeHost/keepLogs';
import { OpenThings } from '../support/vscodeHost/openThings';
import { recordingFile } from '../support/vscodeHost/repository';
import { takeScreenshot } from '../support/vscodeHost/screenshot';
import { startInstalled } from '../support/vscodeHost/startInstalled';
import { windowUrl } from '../support/vscodeHost/windowUrl';
import { WorkbenchWindow } from '../support/vscodeHost/workbenchWindow';

const START_TIMEOUT_MS = 60_000;
const SETTLING_TIMEOUT_MS = 30_000;
const INSTALLING_TIMEOUT_MS = 10 * 60_000;

const HEALTH = `export function health(req, res) {
  res.writeHead(200, { 'content-type': 'application/json' });
  res.end(JSON.stringify({ status: 'ok', uptime: process.uptime() }));
}
`;

/** Each test goes on from where the one before it left the window, as a person does. */
describe('what is remembered, in the installed extension', () => {
  const open = new OpenThings();
  let window: WorkbenchWindow;

  before(async function () {
    this.timeout(INSTALLING_TIMEOUT_MS);
    const host = await startInstalled(open, { settings: { 'recollect.codeLens': true } });
    open.add(() => keepLogs(host.folders, 'e2e-recall'));
    const project = join(host.folders.workspace, 'shop-api');
    await mkdir(join(project, 'src'), { recursive: true });
    await writeFile(join(project, 'src', 'health.js'), HEALTH);
    window = await WorkbenchWindow.open(await openBrowser(open), windowUrl(host.server, { folder: project }));
    await waitForOwner(host.folders.recollectHome, START_TIMEOUT_MS);
    for (const recording of ['03-subagent.jsonl', '01-basic.jsonl']) await replay(retold(await readRecording(recordingFile(recording)), project), { hook: host.extension.hook, env: host.env, gapMs: 0 });
    await waitForEmptyQueue(host.extension.cli, host.env, SETTLING_TIMEOUT_MS);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await takeScreenshot(window, 'failed');
  });

  after(() => open.close());

  it('is found while one types, and shown while one walks down the list', async () => {
    await window.runCommand('Recollect: Search…');
    await window.type('health type:feature');
    await window.choice(/^Created src\/health\.js.*feature/).waitFor();
    assert.equal((await window.choices()).length, 1);
    await window.type('health');
    await window.choice(/^Edited src\/server\.js/).first().waitFor();
    await window.press('ArrowDown');
    await window.waitForDocument(/health/);
    assert.ok((await window.choices()).length > 1, 'the list is still open');
    await takeScreenshot(window, 'search', { x: 340, y: 0, width: 610, height: 395 });
  });

  it('is pinned from the search, which goes on', async () => {
    const row = window.choice(/^Created src\/health\.js/);
    await row.hover();
    await row.getByRole('button', { name: 'Pin', exact: true }).click();
    await window.choice(/^Created src\/health\.js.*pinned/).waitFor();
    await window.press('Enter');
    await window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  });

  it('is shown exactly as the next session gets it', async () => {
    await window.runCommand('Recollect: Context Preview');
    await window.page.getByText(/of 9,000 bytes: exactly what the next Claude Code session in shop-api is told/).waitFor();
    await window.page.locator('.view-lines').getByText('# Recollect: what is remembered of shop-api').waitFor();
    await window.page.locator('.view-lines').getByText('## Pinned').waitFor();
    await window.restPointer();
    await takeScreenshot(window, 'context', { x: 352, y: 0, width: 928, height: 440 });
  });

  it('is at hand for the file in the editor', async () => {
    await window.openFile('health.js');
    await window.restPointer();
    await window.page.getByRole('button', { name: /^\d+ memor(y|ies)$/ }).click();
    await window.treeItem(/^Created src\/health\.js.*modified this file/).waitFor();
  });
});
