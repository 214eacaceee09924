import { commands, type Tab, type TabInputCustom, type TabInputText, window } from 'vscode';
import type { Disposable } from '../../core/ports';
import { COMMANDS, DOCUMENT_SCHEME } from '../../manifest';

/** Rows that are only passed on the way are not shown. */
const PASSING_MS = 120;

/** Shows the memory that somebody walks to in a list, without taking the focus from the list. */
export class MemoryPreview implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  private isWalking = false;
  private shown: string | undefined;
  private readonly before = new Set(pages());

  /** A new list is about to be drawn. */
  rest(): void {
    this.isWalking = false;
    clearTimeout(this.timer);
  }

  /** @param isFirst the first row is active by itself once a list is drawn: to be shown, it must be walked to */
  follow(memoryId: string | undefined, isFirst: boolean): void {
    this.isWalking = memoryId !== undefined && (this.isWalking || !isFirst);
    clearTimeout(this.timer);
    if (memoryId === undefined || !this.isWalking || memoryId === this.shown) return;
    this.timer = setTimeout(() => {
      this.shown = memoryId;
      void commands.executeCommand(COMMANDS.openMemory, { memoryId });
    }, PASSING_MS);
  }

  /** Takes the page away that was only a preview. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    if (this.shown === undefined) return;
    await window.tabGroups.close(pages().filter((tab) => tab.isPreview && !this.before.has(tab)), true);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

function pages(): Tab[] {
  return window.tabGroups.all.flatMap(({ tabs }) => tabs.filter(({ input }) => schemeOf(input) === DOCUMENT_SCHEME));
}

function schemeOf(input: unknown): string | undefined {
  return (input as Partial<TabInputText | TabInputCustom> | undefined)?.uri?.scheme;
}
