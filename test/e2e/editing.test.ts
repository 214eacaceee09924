import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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
const run = promisify(execFile);

/** As a person does it: with the mouse in the tree, the keyboard on the page, and a question that cannot be overlooked. */
describe('memories that a person changes in the installed extension', () => {
  const open = new OpenThings();
  let host: InstalledHost;
  let window: WorkbenchWindow;
  const told = async (...command: string[]): Promise<string> => (await run(process.execPath, [host.extension.cli, ...command], { env: host.env })).stdout;

  before(async function () {
    this.timeout(INSTALLING_TIMEOUT_MS);
    host = await startInstalled(open);
    open.add(() => keepLogs(host.folders, 'e2e-editing'));
    window = await WorkbenchWindow.open(await openBrowser(open), windowUrl(host.server, { folder: host.folders.workspace }));
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: SETTLING_TIMEOUT_MS });
    await replay(await readRecording(recordingFile('01-basic.jsonl')), { hook: host.extension.hook, env: host.env, gapMs: 0 });
    await window.activity('Recollect').click();
    await window.treeItem(/, decision, |, change, |, feature, /).first().waitFor({ timeout: SETTLING_TIMEOUT_MS });
    await window.widenSideBar(200);
  });

  afterEach(async function () {
    await takeScreenshot(window, `editing-${this.currentTest?.state ?? 'unknown'}-${this.currentTest?.title.slice(0, 12).replace(/\W+/g, '-') ?? ''}`);
  });

  after(() => open.close());

  it('are pinned and edited from their line in the tree', async function () {
    this.timeout(SETTLING_TIMEOUT_MS);
    const line = window.treeItem(/, feature, |, change, /).first();
    await line.hover();
    await line.getByRole('button', { name: 'Pin Memory' }).click();
    await window.treeItem(/, pinned, /).first().waitFor();
    await window.treeItem(/, pinned, /).first().hover();
    await window.treeItem(/, pinned, /).first().getByRole('button', { name: 'Edit Memory…' }).click();
    await window.page.getByText('## Narrative').first().waitFor();
    await window.page.locator('.monaco-editor .view-lines').first().click();
    await window.page.keyboard.press('Control+Home');
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' by hand');
    await window.page.keyboard.press('Control+S');
    await window.treeItem(/ by hand, .*pinned, edited, /).first().waitFor();
    assert.match(await told('search', '--json', 'hand'), /by hand/);
  });

  it('are forgotten once the person has read how much that is', async function () {
    this.timeout(SETTLING_TIMEOUT_MS);
    const dialog = window.page.locator('.monaco-dialog-box');
    await window.runCommand('Recollect: Forget…');
    await window.choose('The last 24 hours');
    await dialog.getByText('Forget the last 24 hours?').waitFor();
    await dialog.getByText(/This removes 1 session, \d+ prompts?, \d+ observations/).waitFor();
    await takeScreenshot(window, 'editing-forget-question');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.ok((await readOwnerStatus(host.extension.cli, host.env)).queue);
    assert.match(await told('search', '--json', 'hand'), /by hand/);
    await window.runCommand('Recollect: Forget…');
    await window.choose('The last 24 hours');
    await dialog.getByRole('button', { name: 'Forget' }).click();
    await window.page.getByText(/Forgotten: 1 session/).first().waitFor();
    assert.equal((await told('search', '--json', 'hand')).trim(), '[]');
  });
});
