import assert from 'node:assert/strict';
import { commands, extensions } from 'vscode';
import { COMMANDS, EXTENSION_ID } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';

describe('activation', () => {
  it('happens in a real window, by itself', async () => {
    await eventually(() => extensions.getExtension(EXTENSION_ID)?.isActive, (isActive) => isActive === true);
  });

  it('registers every command of the manifest', async () => {
    await extensionUnderTest();
    const registered = new Set(await commands.getCommands(true));
    assert.deepEqual(Object.values(COMMANDS).filter((id) => !registered.has(id)), []);
  });

  it('makes this window the owner, and says so', async () => {
    const { client, isOwner, ui } = await extensionUnderTest();
    const status = await eventually(() => client.current, (current) => current !== undefined);
    assert.equal(isOwner(), true);
    assert.equal(status?.owner.pid, process.pid);
    assert.match(ui.statusBar().tooltip, /Owner: this window/);
  });
});
