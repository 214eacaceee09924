import type { QuickPickItem } from 'vscode';
import type { Choice } from './dialogs';
import { withoutIcons } from './plainText';

export interface ChoiceItem<T> extends QuickPickItem {
  readonly value: T;
}

/** Choices come from sessions and memories: what looks like an icon in their text is text. */
export function itemOf<T>(choice: Choice<T>): ChoiceItem<T> {
  return {
    label: `${choice.icon === undefined ? '' : `$(${choice.icon}) `}${withoutIcons(choice.label)}`,
    ...(choice.description === undefined ? {} : { description: withoutIcons(choice.description) }),
    ...(choice.detail === undefined || choice.detail === '' ? {} : { detail: withoutIcons(choice.detail) }),
    value: choice.value,
  };
}
