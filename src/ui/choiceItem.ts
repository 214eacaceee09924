import { type QuickPickItem, ThemeIcon } from 'vscode';
import type { Choice } from './dialogs';
import { withoutIcons } from './labelText';

export interface ChoiceItem<T> extends QuickPickItem {
  readonly value: T;
}

/** Choices come from sessions and memories: what looks like an icon in their text is text. */
export function itemOf<T>(choice: Choice<T>): ChoiceItem<T> {
  return {
    label: withoutIcons(choice.label),
    // Not in the label, where a screen reader would read out its name.
    ...(choice.icon === undefined ? {} : { iconPath: new ThemeIcon(choice.icon) }),
    ...(choice.description === undefined ? {} : { description: withoutIcons(choice.description) }),
    ...(choice.detail === undefined || choice.detail === '' ? {} : { detail: withoutIcons(choice.detail) }),
    value: choice.value,
  };
}
