import { homedir } from 'node:os';
import { join } from 'node:path';
import { commands, env, ProgressLocation, ThemeIcon, Uri, window } from 'vscode';
import { itemOf } from './choiceItem';
import type { Choice, Dialogs, MarkedChoice, Question } from './dialogs';
import { withoutIcons } from './labelText';
import { searchPick } from './search/searchPick';

const BRIEF_MS = 4000;
/** What is done within this time needs no progress. */
const PATIENCE_MS = 500;

/** Dialogs as VS Code has them. */
export const vscodeDialogs: Dialogs = {
  info(message, button) {
    const shown = window.showInformationMessage(message, ...(button === undefined ? [] : [button.label]));
    void shown.then((chosen) => (button !== undefined && chosen === button.label ? commands.executeCommand(button.command) : undefined));
  },
  error: (message) => void window.showErrorMessage(message),
  brief: (message) => void window.setStatusBarMessage(withoutIcons(message), BRIEF_MS),

  async confirm({ message, detail, action }) {
    return (await window.showWarningMessage(message, { modal: true, detail }, action)) === action;
  },

  async review({ message, detail, action }) {
    // Neither modal nor a notification: the one blocks the editor, the other hides by itself.
    const items = [{ label: action, detail, iconPath: new ThemeIcon('check') }, { label: 'Cancel', iconPath: new ThemeIcon('close') }];
    const item = await window.showQuickPick(items, { title: `Recollect: ${message}`, placeHolder: 'Read in the editor what will be changed, then choose', ignoreFocusOut: true });
    return item?.label === action;
  },

  async choose<T>({ title, placeholder }: Question, choices: Promise<readonly Choice<T>[]>) {
    const items = choices.then((all) => all.map(itemOf));
    const item = await window.showQuickPick(items, { title: `Recollect: ${title}`, placeHolder: placeholder, matchOnDescription: true, matchOnDetail: true });
    return item?.value;
  },

  async chooseMany<T>({ title, placeholder }: Question, choices: readonly MarkedChoice<T>[]) {
    const items = choices.map((choice) => ({ ...itemOf(choice), picked: choice.isMarked }));
    const chosen = await window.showQuickPick(items, { title: `Recollect: ${title}`, placeHolder: placeholder, canPickMany: true });
    return chosen?.map((item) => item.value);
  },

  search: searchPick,

  async askSecret({ title, placeholder }, check) {
    return window.showInputBox({ title: `Recollect: ${title}`, prompt: placeholder, password: true, ignoreFocusOut: true, validateInput: check });
  },

  async askText({ title, placeholder }) {
    return window.showInputBox({ title: `Recollect: ${title}`, prompt: placeholder, ignoreFocusOut: true });
  },

  async fileToSave(title, name, types) {
    // Not into a repository, where what is private is soon committed. A type per entry of the list, and one that shows all of them.
    const filters = { [Object.keys(types).join(' or ')]: Object.values(types).flat(), ...types };
    return (await window.showSaveDialog({ title: `Recollect: ${title}`, saveLabel: 'Export', defaultUri: Uri.file(join(homedir(), name)), filters }))?.fsPath;
  },

  async fileToOpen(title, types) {
    return (await window.showOpenDialog({ title: `Recollect: ${title}`, openLabel: 'Import', filters: types }))?.[0]?.fsPath;
  },

  async progress(title, work) {
    return window.withProgress({ location: ProgressLocation.Notification, title: `Recollect: ${title}`, cancellable: true }, async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return work((message) => progress.report({ message }), controller.signal);
    });
  },

  async copy(text) {
    await env.clipboard.writeText(text);
  },

  async follow(title, work) {
    return window.withProgress({ location: ProgressLocation.Notification, title: `Recollect: ${title}`, cancellable: true }, async (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      const report = (message: string, share: number): void => {
        progress.report({ message, increment: Math.max(0, share * 100 - shown) });
        shown = Math.max(shown, share * 100);
      };
      return work(report, controller.signal);
    });
  },

  async wait(title, work) {
    const isSlow = await Promise.race([work.then(() => false), new Promise<true>((resolve) => setTimeout(resolve, PATIENCE_MS, true))]);
    if (!isSlow) return work;
    return window.withProgress({ location: ProgressLocation.Notification, title: `Recollect: ${title}`, cancellable: true }, async (_progress, token) => {
      const cancelled = new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined)));
      return Promise.race([work, cancelled]);
    });
  },
};
