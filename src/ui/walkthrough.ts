import { commands, type Memento } from 'vscode';
import { BUILTIN_COMMANDS, EXTENSION_ID, WALKTHROUGH } from '../manifest';

const SHOWN = 'walkthroughShown';

export async function openWalkthrough(): Promise<void> {
  await commands.executeCommand(BUILTIN_COMMANDS.openWalkthrough, `${EXTENSION_ID}#${WALKTHROUGH}`, false);
}

/** The first time that this extension runs for its user, and never again. */
export async function openWalkthroughOnce(memento: Memento): Promise<void> {
  if (memento.get(SHOWN) === true) return;
  await memento.update(SHOWN, true);
  await openWalkthrough();
}
