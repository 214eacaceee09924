import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type CodeLens, commands, type DocumentLink, type Hover, MarkdownString, Position, Selection, type TextDocument, Uri, window, workspace } from 'vscode';
import type { RecollectExports } from '../../src/extension';
import { type CommandId, COMMANDS, CONTEXT_SCHEME } from '../../src/manifest';
import { contextAddress } from '../../src/ui/context/contextSubject';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { surroundings } from '../support/hostSuite/surroundings';
import { TestWindow } from '../support/hostSuite/testWindow';
import { runHook } from '../support/replay/runHook';

describe('the context preview', () => {
  const project = join(realpathSync(tmpdir()), `context-preview-${process.pid}`);
  let extension: RecollectExports;
  let document: TextDocument;

  const lenses = async (uri: Uri): Promise<string[]> => (await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri)).flatMap(({ command }) => command?.title ?? []);
  const firstObservation = (): { line: number; id: string } => {
    const line = document.getText().split('\n').findIndex((text) => /^- o\d+ |^- \S+: o\d+ /.test(text));
    return { line, id: /\bo\d+/.exec(document.lineAt(line).text)?.[0] ?? '' };
  };
  const isSettled = async (): Promise<void> => {
    const { queue } = await extension.client.status();
    assert.equal(queue.pending + queue.processing, 0);
  };

  before(async () => {
    extension = await extensionUnderTest();
    await mkdir(project, { recursive: true });
    await replayRecording('01-basic.jsonl', project);
    await eventually(async () => {
      await isSettled();
      assert.notEqual((await extension.client.context({ project, folder: project })).text, '');
    });
    document = await workspace.openTextDocument(Uri.from({ scheme: CONTEXT_SCHEME, ...contextAddress({ agent: 'claude-code', project, folder: project }) }));
    await window.showTextDocument(document);
  });
  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  it('holds, byte for byte, what the hook tells the next session and the command line prints', async () => {
    const shown = document.getText();
    const { stdout } = await promisify(execFile)(process.execPath, [join(dirname(surroundings.hook), 'cli.js'), 'context', '--agent', 'claude-code'], { cwd: project, env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } });
    assert.equal(stdout, shown);
    await eventually(async () => {
      const told = await runHook(surroundings.hook, 'SessionStart', { session_id: 'context-preview', cwd: project, source: 'startup', hook_event_name: 'SessionStart' }, process.env);
      const { hookSpecificOutput } = JSON.parse(told.stdout) as { hookSpecificOutput: { additionalContext: string } };
      assert.equal(hookSpecificOutput.additionalContext, shown);
    });
  });

  it('says above the text how large it is and for whom', async () => {
    const bytes = Buffer.byteLength(document.getText());
    const [heading, more] = await lenses(document.uri);
    assert.equal(heading, `${bytes.toLocaleString('en')} of 9,000 bytes: exactly what the next Claude Code session in ${project.split(/[\\/]/).at(-1) ?? ''} is told`);
    assert.equal(more, 'Switch agent…');
  });

  it('links each memory, and says what it is and what can be done with it', async () => {
    const { line, id } = firstObservation();
    const links = await commands.executeCommand<DocumentLink[]>('vscode.executeLinkProvider', document.uri);
    assert.ok(links.some(({ range, target }) => range.start.line === line && target?.path === COMMANDS.openMemory && target.query.includes(id)));
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, new Position(line, 4));
    const text = hovers.flatMap(({ contents }) => contents.map((part) => (part instanceof MarkdownString ? part.value : ''))).join('\n');
    assert.match(text, /\[Open\]\(command:recollect\.openMemory.*\[Pin\]\(command:recollect\.pinMemory.*\[Exclude from context\]\(command:recollect\.excludeMemory/);
  });

  it('gives the memory at the cursor to a command of the palette', async () => {
    const editor = await window.showTextDocument(document);
    const { line, id } = firstObservation();
    editor.selection = new Selection(line, 4, line, 4);
    const outcome = await commands.executeCommand<{ message: string }>(COMMANDS.copyId);
    assert.equal(outcome.message, `Copied ${id}`);
  });

  it('lets the memory at the cursor be pinned, unpinned and excluded, and shows what becomes of it', async () => {
    const editor = await window.showTextDocument(document);
    const { id } = firstObservation();
    const decide = async (command: CommandId): Promise<void> => {
      const place = document.positionAt(document.getText().indexOf(`${id} `));
      editor.selection = new Selection(place, place);
      await commands.executeCommand(command);
    };
    const shows = (part: RegExp): Promise<void> => eventually(() => assert.match(document.getText(), part));
    await decide(COMMANDS.pinMemory);
    await shows(new RegExp(`## Pinned\n- ${id} `));
    await decide(COMMANDS.unpinMemory);
    await eventually(() => assert.doesNotMatch(document.getText(), /## Pinned/));
    await decide(COMMANDS.excludeMemory);
    await eventually(() => assert.doesNotMatch(document.getText(), new RegExp(`\\b${id}\\b`)));
    await commands.executeCommand(COMMANDS.includeMemory, { memoryId: id });
    await shows(new RegExp(`\\b${id}\\b`));
  });

  it('follows the memory', async () => {
    const before = document.getText();
    await replayRecording('03-subagent.jsonl', project);
    await eventually(async () => {
      await isSettled();
      assert.notEqual(document.getText(), before);
      assert.equal(document.getText(), (await extension.client.context({ project, folder: project, agent: 'claude-code' })).text);
    });
  });

  it('shows another agent\'s', async () => {
    await window.showTextDocument(document);
    const running = commands.executeCommand<{ kind: string }>(COMMANDS.switchContextAgent);
    await TestWindow.own.choose('Codex');
    assert.equal((await running).kind, 'seen');
    const shown = window.activeTextEditor?.document;
    assert.equal(shown?.getText(), (await extension.client.context({ project, folder: project, agent: 'codex' })).text);
    assert.match((await lenses(shown.uri))[0] ?? '', / of 7,000 bytes: exactly what the next Codex session/);
  });

  it('says that nothing is told where nothing is remembered', async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal((await commands.executeCommand<{ kind: string }>(COMMANDS.contextPreview)).kind, 'seen');
    const shown = window.activeTextEditor?.document;
    assert.equal(shown?.getText(), '');
    assert.match((await lenses(shown.uri))[0] ?? '', /is told nothing/);
  });
});
