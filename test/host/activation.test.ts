import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { COMMANDS, EXTENSION_ID } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { TestWindow } from '../support/hostSuite/testWindow';

describe('activation', () => {
  it('happens by itself, soon after the window opens', async () => {
    const extension = extensions.getExtension(EXTENSION_ID);
    assert.ok(extension, `${EXTENSION_ID} is not installed`);
    await eventually(() => assert.equal(extension.isActive, true));
  });

  it('registers every command of the manifest', async () => {
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(Object.values(COMMANDS).filter((id) => !registered.has(id)), []);
  });

  it('rests in the status bar when there is nothing to do', async () => {
    await eventually(async () => assert.ok((await TestWindow.own.statusBar()).includes('Recollect: idle')));
  });
});
