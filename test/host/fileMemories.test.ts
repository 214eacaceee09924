import assert from 'node:assert/strict';
import { realpathSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CodeLens, commands, ConfigurationTarget, type Hover, MarkdownString, Position, Uri, window, workspace } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS, SETTINGS, SETTINGS_SECTION } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { TestWindow } from '../support/hostSuite/testWindow';
import { spokenChildren } from '../support/hostSuite/treeOf';

const TEXT = '// The health of the service.\nexport function health() {}\n';

describe('the memories of a file', () => {
  const project = join(realpathSync(tmpdir()), `file-memories-${process.pid}`);
  const about = Uri.file(join(project, 'src/health.js'));
  const namesake = Uri.file(join(project, 'lib/health.js'));
  let extension: RecollectExports;

  const set = (name: string, value: true | undefined): Thenable<void> => workspace.getConfiguration(SETTINGS_SECTION).update(name, value, ConfigurationTarget.Global);
  const show = (uri: Uri): Thenable<unknown> => window.showTextDocument(uri, { preview: false });
  const lenses = async (uri: Uri): Promise<string[]> => (await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri)).flatMap(({ command }) => (command?.command === COMMANDS.showFileMemories ? [command.title] : []));
  const hovers = async (line: number, character: number): Promise<string> =>
    (await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', about, new Position(line, character))).flatMap(({ contents }) => contents.map((part) => (part instanceof MarkdownString ? part.value : ''))).join('\n');

  before(async () => {
    extension = await extensionUnderTest();
    for (const uri of [about, namesake]) {
      await mkdir(join(uri.fsPath, '..'), { recursive: true });
      await writeFile(uri.fsPath, TEXT);
    }
    await replayRecording('01-basic.jsonl', project);
    await eventually(async () => {
      assert.ok((await extension.client.fileMemories({ file: about.fsPath })).length > 0);
      const { queue } = await extension.client.status();
      assert.equal(queue.pending + queue.processing, 0);
    });
  });
  after(async () => {
    for (const { name } of [SETTINGS.codeLens, SETTINGS.hover]) await set(name, undefined);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('are in their view while it is open, and not those of a namesake', async () => {
    await show(about);
    assert.equal((await commands.executeCommand<{ kind: string }>(COMMANDS.showFileMemories)).kind, 'seen');
    await eventually(async () => assert.match((await TestWindow.own.tree()).join('\n'), /Created src\/health\.js.*modified this file/));
    assert.match((await spokenChildren(extension.ui.fileMemories))[0] ?? '', /this file$/);
    await show(namesake);
    await eventually(async () => assert.doesNotMatch((await TestWindow.own.tree()).join('\n'), /this file/));
    await show(about);
    await eventually(async () => assert.match((await TestWindow.own.tree()).join('\n'), /modified this file/));
  });

  it('stay in the view while one of them is read', async () => {
    const [first] = await extension.client.fileMemories({ file: about.fsPath });
    await commands.executeCommand(COMMANDS.openMemory, { memoryId: first?.id });
    await eventually(() => assert.equal(window.activeTextEditor, undefined));
    assert.match((await TestWindow.own.tree()).join('\n'), /modified this file/);
    await show(about);
  });

  it('are neither counted nor hovered unless the person wants it', async () => {
    assert.deepEqual(await lenses(about), []);
    assert.equal(await hovers(0, 0), '');
  });

  it('are counted above the file when the person wants it', async () => {
    await set(SETTINGS.codeLens.name, true);
    const count = (await extension.client.fileMemories({ file: about.fsPath })).length;
    await eventually(async () => assert.deepEqual(await lenses(about), [count === 1 ? '1 memory' : `${count} memories`]));
    assert.deepEqual(await lenses(namesake), []);
  });

  it('are told over the first line, and over a name that they name', async () => {
    await set(SETTINGS.hover.name, true);
    await eventually(async () => assert.match(await hovers(0, 0), /memor(y|ies) of this file\n/));
    assert.match(await hovers(1, 18), /of this file that name health[^]*Created src\/health\.js/);
    assert.equal(await hovers(1, 2), '');
  });
});
