import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBrowser } from '../support/vscodeHost/browser';
import { keepLogs } from '../support/vscodeHost/keepLogs';
import { OpenThings } from '../support/vscodeHost/openThings';
import { takeScreenshot } from '../support/vscodeHost/screenshot';
import { type InstalledHost, startInstalled } from '../support/vscodeHost/startInstalled';
import { windowUrl } from '../support/vscodeHost/windowUrl';
import { WorkbenchWindow } from '../support/vscodeHost/workbenchWindow';

const INSTALLING_TIMEOUT_MS = 10 * 60_000;
const START_TIMEOUT_MS = 90_000;
/** The editor goes a few lines at each turn of the wheel. */
const MOST_TURNS = 200;
const TURN_MS = 50;
const SERVERS = '{\n  "mcpServers": { "mine": { "command": "mine" } } // mine\n}\n';

describe('connecting an agent in the installed extension', () => {
  const open = new OpenThings();
  let host: InstalledHost;
  let window: WorkbenchWindow;

  before(async function () {
    this.timeout(INSTALLING_TIMEOUT_MS);
    host = await startInstalled(open);
    open.add(() => keepLogs(host.folders, 'e2e-connecting'));
    await mkdir(join(host.folders.home, '.cursor'));
    await writeFile(join(host.folders.home, '.cursor', 'mcp.json'), SERVERS);
    window = await WorkbenchWindow.open(await openBrowser(open), windowUrl(host.server, { folder: host.folders.workspace }));
    await window.statusBarItem('Recollect: idle').waitFor({ timeout: START_TIMEOUT_MS });
    await window.activity('Recollect').click();
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await takeScreenshot(window, 'failed');
  });

  after(() => open.close());

  it('takes a check, OK and Apply, with the changes in the editor to be read before', async () => {
    await window.page.getByText('Nothing is remembered yet.').waitFor();
    await window.runCommand('Recollect: Connect Agents');
    await window.choose('Cursor');
    await window.page.getByRole('button', { name: 'OK' }).click();
    await window.choice(/^Apply/).waitFor();
    await window.page.locator('.view-line', { hasText: 'recollect-hook' }).first().waitFor();
    const lastLine = window.page.locator('.view-line', { hasText: '"mine"' });
    assert.equal(await lastLine.count(), 0, 'it is further down than the editor shows');
    const editor = await window.page.locator('.editor-group-container').first().boundingBox();
    assert.ok(editor);
    await window.page.mouse.move(editor.x + editor.width / 2, editor.y + editor.height * 0.8);
    for (let turns = 0; turns < MOST_TURNS && (await lastLine.count()) === 0; turns++) {
      await window.page.mouse.wheel(0, 400);
      await sleep(TURN_MS);
    }
    await lastLine.first().waitFor();
    await window.choice(/^Apply/).click();
    await window.page.getByText(/^Connected Cursor\. Restart it if nothing arrives/).first().waitFor();
    assert.match(await readFile(join(host.folders.home, '.cursor', 'hooks.json'), 'utf8'), /recollect-hook/);
    const servers = await readFile(join(host.folders.home, '.cursor', 'mcp.json'), 'utf8');
    assert.match(servers, /"recollect"/);
    assert.match(servers, /"mine": \{ "command": "mine" \}/);
  });

  it('is seen: the empty view and the status page say so', async () => {
    await window.page.getByText(/^A coding agent is connected\./).waitFor();
    await window.runCommand('Recollect: Show Status');
    await window.waitForDocument(/Cursor: connected · no event yet/);
    await takeScreenshot(window, 'connected');
  });
});
