import assert from 'node:assert/strict';
import { commands } from 'vscode';
import { eventually } from './eventually';

/** Closes what a command asks, whenever it asks it, and gives what the command made of that. */
export async function turnAway<T>(asking: Promise<T>): Promise<T> {
  let isOpen = true;
  const ended = asking.finally(() => (isOpen = false));
  await eventually(async () => {
    await commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(isOpen, false, 'the question is still open');
  });
  return ended;
}
