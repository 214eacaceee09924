import assert from 'node:assert/strict';
import { commands, TabInputCustom, ThemeIcon, TreeItemCollapsibleState, window, workspace } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS, DOCUMENT_SCHEME, MARKDOWN_PREVIEW_EDITOR } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { sendSession } from '../support/hostSuite/sendSession';
import { TestWindow } from '../support/hostSuite/testWindow';
import { labelOf, nodeAt, spokenChildren } from '../support/hostSuite/treeOf';

const SESSION = /^Add GET \/health/;
const PROMPT = /^1\. Add GET \/health/;

describe('the tree of memories', () => {
  let extension: RecollectExports;

  before(async () => {
    extension = await extensionUnderTest();
    await commands.executeCommand(COMMANDS.openView);
    await sendSession('01-basic.jsonl', { project: 'memory-tree' });
    await eventually(() => extension.client.projects(), (projects) => projects.some((project) => project.name === 'memory-tree'));
    await eventually(() => extension.client.current?.queue, (queue) => queue?.pending === 0 && queue.processing === 0);
    await commands.executeCommand(COMMANDS.refresh);
  });

  it('leads from the project over session and prompt to observations and a summary, newest first', async () => {
    const { memories } = extension.ui;
    const prompt = await nodeAt(memories, 'memory-tree', SESSION, PROMPT);
    const spoken = await spokenChildren(memories, prompt);
    assert.match(spoken[0] ?? '', /, summary, /);
    assert.ok(spoken.filter((label) => /, (change|feature|discovery|bugfix|refactor|decision), /.test(label)).length >= 6, spoken.join('\n'));
    assert.ok(spoken.some((label) => label.includes('src/health.js')));
  });

  it('draws each node with icon, description and name', async () => {
    const { memories } = extension.ui;
    const session = memories.getTreeItem(await nodeAt(memories, 'memory-tree', SESSION));
    assert.equal(session.contextValue, 'session');
    assert.match(String(session.description), /^Claude Code · /);
    assert.ok(session.iconPath instanceof ThemeIcon);
    const [summary] = await memories.getChildren(await nodeAt(memories, 'memory-tree', SESSION, PROMPT));
    assert.ok(summary);
    const item = memories.getTreeItem(summary);
    assert.equal(item.collapsibleState, TreeItemCollapsibleState.None);
    assert.equal(item.contextValue, 'memory');
    assert.equal(item.command?.command, COMMANDS.openMemory);
  });

  it('follows the store while it can be seen', async () => {
    await sendSession('03-subagent.jsonl', { project: 'memory-tree-2', upTo: 5 });
    await eventually(() => TestWindow.own.tree(), (rows) => rows.some((row) => row.startsWith('memory-tree-2, project, 1 session')));
  });

  it('keeps its nodes, and so what is open, over a refresh', async () => {
    const { memories } = extension.ui;
    const before = await nodeAt(memories, 'memory-tree', SESSION, PROMPT);
    await commands.executeCommand(COMMANDS.refresh);
    assert.equal(await nodeAt(memories, 'memory-tree', SESSION, PROMPT), before);
    assert.equal(memories.getParent(before), await nodeAt(memories, 'memory-tree', SESSION));
  });

  it('opens what is selected as a readable document', async () => {
    const { memories } = extension.ui;
    const node = await nodeAt(memories, 'memory-tree', SESSION, PROMPT, /src\/health\.js/);
    const item = memories.getTreeItem(node);
    const outcome = await commands.executeCommand(item.command?.command ?? '', ...(item.command?.arguments ?? []));
    assert.deepEqual((outcome as { kind: string }).kind, 'seen');
    const input = await eventually(() => window.tabGroups.activeTabGroup.activeTab?.input, (active) => active instanceof TabInputCustom && active.uri.scheme === DOCUMENT_SCHEME);
    assert.ok(input instanceof TabInputCustom);
    assert.equal(input.viewType, MARKDOWN_PREVIEW_EDITOR);
    const document = await workspace.openTextDocument(input.uri);
    assert.equal(document.languageId, 'markdown');
    assert.match(document.getText(), /^# .*src\/health\.js/);
    assert.match(document.getText(), /\n## Evidence\n\n- `toolu_/);
    assert.ok(document.getText().includes(labelOf(item).split(':')[0] ?? '?'));
  });
});
