import assert from 'node:assert/strict';
import { commands, type TextDocument, Uri, window, workspace, WorkspaceEdit, Range } from 'vscode';
import { z } from 'zod';
import { COMMANDS, type CommandId, EDIT_SCHEME } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { turnAway } from '../support/hostSuite/turnAway';

const outcome = z.object({ kind: z.string(), message: z.string().optional() });
const run = async (id: CommandId, target?: unknown): Promise<string> => {
  const { kind, message } = outcome.parse(await commands.executeCommand(id, target));
  return `${kind}: ${message ?? ''}`;
};

async function replace(document: TextDocument, from: string, to: string): Promise<boolean> {
  const edit = new WorkspaceEdit();
  const at = document.getText().indexOf(from);
  assert.ok(at >= 0, `${from} is not on the page`);
  edit.replace(document.uri, new Range(document.positionAt(at), document.positionAt(at + from.length)), to);
  await workspace.applyEdit(edit);
  return document.save();
}

describe('a memory that is changed in the window', () => {
  let id = '';
  before(async () => {
    await replayRecording('01-basic.jsonl', 'editing');
    const { client } = await extensionUnderTest();
    await eventually(async () => {
      const [hit] = await client.search({ query: '', type: 'change', limit: 1 });
      assert.ok(hit);
      id = hit.id;
    });
  });
  const memory = async () => (await (await extensionUnderTest()).client.get({ ids: [id] }))[0];

  it('is pinned and unpinned from its page, which says so', async () => {
    await run(COMMANDS.openMemory, { memoryId: id });
    assert.match(await run(COMMANDS.pinMemory, Uri.from({ scheme: 'recollect', path: `/memory/${id}/x.md` })), /^noted: .*pinned/);
    assert.equal((await memory())?.isPinned, true);
    assert.match(await run(COMMANDS.unpinMemory, { memoryId: id }), /^noted/);
  });

  it('is edited on a page that is saved, with an error for what cannot be read', async () => {
    assert.match(await run(COMMANDS.editMemory, { memoryId: id }), /^seen/);
    const document = window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, EDIT_SCHEME);
    assert.equal(await replace(document, '## Narrative', '## Narrative\n\nEdited in the window.'), true);
    await eventually(async () => {
      const changed = await memory();
      assert.ok(changed?.kind === 'observation' && changed.narrative.startsWith('Edited in the window.') && changed.isEdited);
    });
    assert.equal(await replace(document, '## Facts', '## Fictions'), false);
    assert.equal(document.isDirty, true);
    await commands.executeCommand('workbench.action.files.revert');
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('is deleted, and brought back by undo', async () => {
    assert.match(await run(COMMANDS.deleteMemory, { memoryId: id }), /^done: .*deleted/);
    assert.equal(await memory(), undefined);
    assert.match(await run(COMMANDS.undoChange), /^done: Taken back/);
    assert.ok(await memory());
  });

  it('is excluded, and shown so in the tree', async () => {
    assert.match(await run(COMMANDS.excludeMemory, { memoryId: id }), /^done: ".+" is excluded/);
    assert.equal((await memory())?.isExcluded, true);
    assert.match(await run(COMMANDS.includeMemory, { memoryId: id }), /^noted/);
  });

  it('asks which others it is merged with, and is left as it is when that is turned away', async () => {
    const before = await memory();
    assert.match(await turnAway(run(COMMANDS.mergeMemories, { memoryId: id })), /^cancelled/);
    assert.deepEqual(await memory(), before);
  });
});
