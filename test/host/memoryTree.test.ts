import assert from 'node:assert/strict';
import { commands, TabInputCustom, ThemeIcon, TreeItemCollapsibleState, type Uri, window, workspace } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS, DOCUMENT_SCHEME, MARKDOWN_PREVIEW_EDITOR } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { nodeAt, spokenChildren } from '../support/hostSuite/treeOf';

const PROJECT = 'memory-tree';
const SESSION = /^Add GET \/health/;
const PROMPT = /^1\. Add GET \/health/;

function openPage(): Uri {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  assert.ok(input instanceof TabInputCustom);
  assert.equal(input.viewType, MARKDOWN_PREVIEW_EDITOR);
  assert.equal(input.uri.scheme, DOCUMENT_SCHEME);
  return input.uri;
}

describe('the tree of memories', () => {
  let memories: RecollectExports['ui']['memories'];

  before(async () => {
    const { client, ui } = await extensionUnderTest();
    memories = ui.memories;
    await commands.executeCommand(COMMANDS.openView);
    await replayRecording('01-basic.jsonl', PROJECT);
    await eventually(async () => {
      assert.ok((await client.projects()).some((project) => project.name === PROJECT));
      const { queue } = await client.status();
      assert.equal(queue.pending + queue.processing, 0);
    });
    await commands.executeCommand(COMMANDS.refresh);
  });

  it('holds under a prompt its summary and observations, newest first', async () => {
    const spoken = await spokenChildren(memories, await nodeAt(memories, PROJECT, SESSION, PROMPT));
    assert.match(spoken[0] ?? '', /, summary, /);
    const observations = spoken.filter((label) => /, (change|feature|discovery|bugfix|refactor|decision), /.test(label));
    assert.ok(observations.length >= 6, spoken.join('\n'));
    assert.ok(observations.some((label) => label.includes('src/health.js')));
  });

  it('draws each node with its icon, description and menu words', async () => {
    const session = memories.getTreeItem(await nodeAt(memories, PROJECT, SESSION));
    assert.equal(session.contextValue, 'session');
    assert.match(String(session.description), /^Claude Code · /);
    assert.ok(session.iconPath instanceof ThemeIcon);
    const memory = memories.getTreeItem(await nodeAt(memories, PROJECT, SESSION, PROMPT, /src\/health\.js/));
    assert.equal(memory.contextValue, 'memory observation');
    assert.equal(memory.collapsibleState, TreeItemCollapsibleState.None);
  });

  it('keeps its nodes, and so what is open, over a refresh', async () => {
    const before = await nodeAt(memories, PROJECT, SESSION, PROMPT);
    await commands.executeCommand(COMMANDS.refresh);
    assert.equal(await nodeAt(memories, PROJECT, SESSION, PROMPT), before);
    assert.equal(memories.getParent(before), await nodeAt(memories, PROJECT, SESSION));
  });

  it('opens what is selected as a rendered, read-only page', async () => {
    const { command } = memories.getTreeItem(await nodeAt(memories, PROJECT, SESSION, PROMPT, /src\/health\.js/));
    assert.ok(command);
    const [node] = (command.arguments ?? []) as unknown[];
    await commands.executeCommand(command.command, node);
    await eventually(() => void openPage());
    const document = await workspace.openTextDocument(openPage());
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /^# .*src\/health\.js/);
    assert.match(document.getText(), /\n## Evidence\n\n- `toolu_/);
    assert.equal(workspace.fs.isWritableFileSystem(DOCUMENT_SCHEME), undefined);
  });
});
