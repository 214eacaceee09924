import type { Button, Choice, Dialogs, MarkedChoice, Question } from '../../src/ui/dialogs';

import { MemorySearch, type SearchApi } from '../../src/ui/search/memorySearch';

type Said = 'info' | 'error' | 'brief';

/** Answers dialogs as a test says beforehand, and notes what was said and asked. */
export class FakeDialogs implements Dialogs {
  readonly said: [Said, string][] = [];
  readonly asked: string[] = [];
  readonly copied: string[] = [];
  /** Labels to choose, in turn; undefined turns away. */
  picks: (string | undefined)[] = [];
  /** Labels that have a check mark in the end; undefined turns away. */
  marks: string[] | undefined = [];
  /** What is written into boxes, in turn; undefined turns away. */
  texts: (string | undefined)[] = [];
  /** The file that is chosen; undefined turns away. */
  file: string | undefined;
  secrets: (string | undefined)[] = [];
  isConfirmed = true;
  isPatient = true;
  typed = '';
  /** What the checks of secrets objected to. */
  readonly objections: string[] = [];

  /** The buttons of what was said. */
  readonly buttons: string[] = [];

  info(message: string, button?: Button): void {
    this.said.push(['info', message]);
    if (button !== undefined) this.buttons.push(`${button.label}: ${button.command}`);
  }

  error(message: string): void {
    this.said.push(['error', message]);
  }

  brief(message: string): void {
    this.said.push(['brief', message]);
  }

  async confirm({ message, action }: { message: string; action: string }): Promise<boolean> {
    this.asked.push(`${message} [${action}]`);
    return this.isConfirmed;
  }

  async review({ message, action }: { message: string; action: string }): Promise<boolean> {
    this.asked.push(`Review: ${message} [${action}]`);
    return this.isConfirmed;
  }

  async choose<T>(question: Question, choices: Promise<readonly Choice<T>[]>): Promise<T | undefined> {
    const offered = await choices;
    this.asked.push(`${question.title}: ${offered.map((choice) => [choice.label, choice.description].filter((part) => part !== undefined).join(' - ')).join('; ')}`);
    const pick = this.picks.shift();
    return offered.find((choice) => choice.label === pick)?.value;
  }

  async chooseMany<T>(question: Question, choices: readonly MarkedChoice<T>[]): Promise<readonly T[] | undefined> {
    this.asked.push(`${question.title}: ${choices.map((choice) => `${choice.isMarked ? '✓ ' : ''}${choice.label} - ${choice.description ?? ''}`).join('; ')}`);
    const marks = this.marks;
    return marks && choices.filter((choice) => marks.includes(choice.label)).map((choice) => choice.value);
  }

  async search(question: Question, api: SearchApi): Promise<string | undefined> {
    const search = new MemorySearch(api, undefined, () => undefined);
    await search.type(this.typed);
    const row = await this.choose(question, Promise.resolve(search.state.rows));
    return row?.kind === 'memory' ? row.hit.id : undefined;
  }

  async askSecret(question: Question, check: (value: string) => string | undefined): Promise<string | undefined> {
    this.asked.push(question.title);
    for (let secret = this.secrets.shift(); secret !== undefined; secret = this.secrets.shift()) {
      const objection = check(secret);
      if (objection === undefined) return secret;
      this.objections.push(objection);
    }
    return undefined;
  }

  async askText(question: Question): Promise<string | undefined> {
    this.asked.push(question.title);
    return this.texts.shift();
  }

  async fileToSave(): Promise<string | undefined> {
    return this.file;
  }

  async fileToOpen(): Promise<string | undefined> {
    return this.file;
  }

  async progress<T>(_title: string, work: (report: (message: string) => void, signal: AbortSignal) => Promise<T>): Promise<T> {
    return work(() => undefined, this.isPatient ? new AbortController().signal : AbortSignal.abort());
  }

  async copy(text: string): Promise<void> {
    this.copied.push(text);
  }

  /** Aborts what is followed when it is reported on. */
  cancels = false;

  async follow<T>(title: string, work: (report: (message: string, share: number) => void, cancelled: AbortSignal) => Promise<T>): Promise<T> {
    const controller = new AbortController();
    const report = (message: string): void => {
      this.asked.push(`${title}: ${message}`);
      if (this.cancels) controller.abort();
    };
    return work(report, controller.signal);
  }

  async wait<T>(_title: string, work: Promise<T>): Promise<T | undefined> {
    const result = await work;
    return this.isPatient ? result : undefined;
  }
}
