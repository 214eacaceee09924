import assert from 'node:assert/strict';
import { extensions } from 'vscode';
import { TestWindow } from '../support/hostSuite/testWindow';

const EXTENSION_ID = 'recollect.recollect';

describe('activation', () => {
  it('happens in a real window', async () => {
    const extension = extensions.getExtension(EXTENSION_ID);
    assert.ok(extension, `${EXTENSION_ID} is not installed`);
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('happens in a second window of the same user', async () => {
    const second = await TestWindow.open();
    try {
      assert.ok((await second.statusBar()).length > 0);
    } finally {
      await second.close();
    }
  });
});
