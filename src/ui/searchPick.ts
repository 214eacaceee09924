import { window } from 'vscode';
import { messageOf } from '../core/errors';
import type { Disposable } from '../core/ports';
import { type ChoiceItem, itemOf } from './choiceItem';
import type { Choice, Question } from './dialogs';
import { withoutIcons } from './plainText';
import { Throttle } from './throttle';

const TYPING_MS = 150;

/** A quick pick whose items follow what is typed, in the order in which they are found. */
export async function searchPick<T>(question: Question, find: (text: string) => Promise<readonly Choice<T>[]>): Promise<T | undefined> {
  const pick = window.createQuickPick<ChoiceItem<T>>();
  pick.title = `Recollect: ${question.title}`;
  pick.placeholder = question.placeholder;
  const throttle = new Throttle(async () => {
    pick.busy = true;
    try {
      const found = await find(pick.value);
      // Found by the owner, whatever VS Code's own filter would say.
      pick.items = found.map((choice) => ({ ...itemOf(choice), alwaysShow: true }));
    } catch (error) {
      pick.items = [];
      pick.title = `Recollect: ${question.title} (could not search: ${withoutIcons(messageOf(error))})`;
    }
    pick.busy = false;
  }, TYPING_MS);
  const subscriptions: Disposable[] = [pick, throttle, pick.onDidChangeValue(() => throttle.request())];
  try {
    return await new Promise<T | undefined>((resolve) => {
      subscriptions.push(
        pick.onDidAccept(() => resolve(pick.selectedItems[0]?.value)),
        pick.onDidHide(() => resolve(undefined)),
      );
      pick.show();
    });
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}
