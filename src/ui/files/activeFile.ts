import { type TabInputText, window } from 'vscode';
import type { Disposable } from '../../core/ports';

/** The file of this machine that the person is at work on: it stays so while they look at something else, as long as it is open. */
export class ActiveFile implements Disposable {
  /** Its whole path. */
  current: string | undefined;
  private readonly listeners = new Set<() => void>();
  private readonly subscriptions: Disposable[];

  constructor() {
    this.current = active();
    this.subscriptions = [window.onDidChangeActiveTextEditor(() => this.look()), window.tabGroups.onDidChangeTabs(() => this.look())];
  }

  onDidChange(listener: () => void): Disposable {
    this.listeners.add(listener);
    return { dispose: () => void this.listeners.delete(listener) };
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private look(): void {
    const file = active() ?? (this.current !== undefined && isOpen(this.current) ? this.current : undefined);
    if (file === this.current) return;
    this.current = file;
    for (const listener of this.listeners) listener();
  }
}

function active(): string | undefined {
  const uri = window.activeTextEditor?.document.uri;
  return uri?.scheme === 'file' ? uri.fsPath : undefined;
}

function isOpen(file: string): boolean {
  return window.tabGroups.all.some(({ tabs }) => tabs.some(({ input }) => (input as Partial<TabInputText> | undefined)?.uri?.fsPath === file));
}
