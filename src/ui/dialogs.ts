import type { CommandId } from '../manifest';
import type { SearchApi } from './search/memorySearch';

export interface Choice<T> {
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
  /** The id of a codicon. */
  readonly icon?: string;
  readonly value: T;
}

export interface MarkedChoice<T> extends Choice<T> {
  /** Has its check mark from the start. */
  readonly isMarked: boolean;
}

export interface Question {
  readonly title: string;
  readonly placeholder: string;
}

export interface Button {
  readonly label: string;
  readonly command: CommandId;
}

export type FileTypes = Readonly<Record<string, string[]>>;

/** How commands talk to the person; undefined answers mean that they turned away. */
export interface Dialogs {
  /** @param button something to do about it */
  info(message: string, button?: Button): void;
  error(message: string): void;
  /** Said in passing, gone after a few seconds. */
  brief(message: string): void;
  /** Asks in a way that cannot be overlooked. */
  confirm(question: { readonly message: string; readonly detail: string; readonly action: string }): Promise<boolean>;
  /** Asks about what is shown in the editor, which can be read and scrolled meanwhile. */
  review(question: { readonly message: string; readonly detail: string; readonly action: string }): Promise<boolean>;
  choose<T>(question: Question, choices: Promise<readonly Choice<T>[]>): Promise<T | undefined>;
  /** Any number of the choices. */
  chooseMany<T>(question: Question, choices: readonly MarkedChoice<T>[]): Promise<readonly T[] | undefined>;
  /** Lets the person search what is remembered. @returns the id of a memory */
  search(question: Question, api: SearchApi): Promise<string | undefined>;
  /** @param check what is wrong with a value, or undefined */
  askSecret(question: Question, check: (value: string) => string | undefined): Promise<string | undefined>;
  /** One line of text. */
  askText(question: Question): Promise<string | undefined>;
  /** Where to write a file. @param types endings by what they are called */
  fileToSave(title: string, name: string, types: FileTypes): Promise<string | undefined>;
  fileToOpen(title: string, types: FileTypes): Promise<string | undefined>;
  /** Shows how far long work is, and lets the person end it: `signal` says so, and the work ends in good order. */
  progress<T>(title: string, work: (report: (message: string) => void, signal: AbortSignal) => Promise<T>): Promise<T>;
  copy(text: string): Promise<void>;
  /** Shows that `work` takes its time, once it does. @returns undefined when the person stopped waiting; the work goes on */
  wait<T>(title: string, work: Promise<T>): Promise<T | undefined>;
  /** Shows how far long work is, as a share of 1; `cancelled` is aborted when the person cancels it, and `work` ends by itself then. */
  follow<T>(title: string, work: (report: (message: string, share: number) => void, cancelled: AbortSignal) => Promise<T>): Promise<T>;
}
