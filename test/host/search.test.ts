import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import { COMMANDS } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { TestWindow } from '../support/hostSuite/testWindow';

const PROJECT = 'search-pick';

describe('the search', () => {
  const own = TestWindow.own;
  const offers = async (...wanted: RegExp[]): Promise<void> =>
    eventually(async () => {
      const choices = await own.choices();
      for (const [at, one] of wanted.entries()) assert.match(choices[at] ?? '', one, choices.join('\n'));
    });
  const openPage = (): string => window.tabGroups.activeTabGroup.activeTab?.label ?? '';
  let running: Thenable<unknown>;

  before(async () => {
    const { client } = await extensionUnderTest();
    await replayRecording('01-basic.jsonl', PROJECT);
    await eventually(async () => {
      assert.ok((await client.projects()).some(({ name }) => name === PROJECT));
      const { queue } = await client.status();
      assert.equal(queue.pending + queue.processing, 0);
    });
  });
  beforeEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    running = commands.executeCommand(COMMANDS.search);
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeQuickOpen');
    await running;
  });

  it('answers while it is typed, with type, age and reason', async () => {
    await own.type(`project:${PROJECT} creat`);
    await offers(/^Created src\/health\.js.*, feature · .*, creat\*? in the title/);
  });

  it('is narrowed by filters among the words', async () => {
    await own.type(`project:${PROJECT} type:summary `);
    await offers(/summary · /);
    assert.equal((await own.choices()).length, 1);
  });

  it('says that nothing was found', async () => {
    await own.type(`project:${PROJECT} zebra`);
    await offers(/^Nothing found/);
  });

  it('begins in the project of the workspace, and leads on to all', async () => {
    await own.type('health');
    await offers(/^Nothing found in /);
    await own.press('Enter');
    await offers(/health/i);
  });

  it('shows what is walked to and takes it away when it is left', async () => {
    await own.type(`project:${PROJECT} health `);
    await offers(/health/i, /./);
    assert.equal(openPage(), '');
    await own.press('ArrowDown');
    await eventually(() => assert.notEqual(openPage(), ''));
    assert.ok((await own.choices()).length > 1, 'the list is still open');
    await own.press('Escape');
    await eventually(() => assert.equal(openPage(), ''));
  });

  it('finds a prompt whose turn has no summary, and opens it', async () => {
    await replayRecording('01-basic.jsonl', 'search-unfinished', 3);
    await own.type('project:search-unfinished health');
    await offers(/^Add GET \/health to the API.*, prompt · /);
    await own.press('Enter');
    await eventually(() => assert.match(openPage(), /Add GET health to the API/));
  });

  it('opens what is chosen', async () => {
    await own.type(`project:${PROJECT} created health`);
    await offers(/^Created src\/health\.js/);
    await own.press('Enter');
    await eventually(() => assert.match(openPage(), /Created src health\.js/));
    assert.equal((await running as { kind: string }).kind, 'seen');
  });
});
