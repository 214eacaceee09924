import { MarkdownString, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from 'vscode';
import type { RecollectClient } from '../core/api';
import type { Disposable } from '../core/ports';
import { COMMANDS, STATUS_BAR_ITEM } from '../manifest';
import { STATUS_LINKS, statusTooltip } from './statusMarkdown';
import { statusText, type StatusText } from './statusText';
import type { WindowFacts } from './windowFacts';

const PRIORITY = 50;

const BACKGROUNDS: Readonly<Record<StatusText['severity'], ThemeColor | undefined>> = {
  none: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
};

/** What the item shows, as far as a test can see it. */
export interface StatusBarText {
  readonly text: string;
  readonly label: string;
  readonly tooltip: string;
}

/** The one status bar item; it draws the last known status and owns nothing. */
export class StatusBar implements Disposable {
  private readonly item: StatusBarItem;
  private readonly subscriptions: readonly Disposable[];
  private shown: StatusBarText = { text: '', label: '', tooltip: '' };

  constructor(
    private readonly client: Pick<RecollectClient, 'current' | 'noOwnerReason' | 'onDidChange'>,
    private readonly facts: Pick<WindowFacts, 'current' | 'onDidChange'>,
  ) {
    this.item = window.createStatusBarItem(STATUS_BAR_ITEM, StatusBarAlignment.Left, PRIORITY);
    this.item.name = 'Recollect';
    this.item.command = COMMANDS.openView;
    this.draw();
    this.item.show();
    this.subscriptions = [client.onDidChange(() => this.draw()), facts.onDidChange(() => this.draw())];
  }

  get current(): StatusBarText {
    return this.shown;
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.item.dispose();
  }

  private draw(): void {
    const nowMs = Date.now();
    const { text, label, severity } = statusText(this.client, nowMs, { isExcluded: this.facts.current.isExcluded });
    const tooltip = statusTooltip(this.client, { nowMs, pid: process.pid, here: this.facts.current });
    if (text === this.shown.text && label === this.shown.label && tooltip === this.shown.tooltip) return;
    this.shown = { text, label, tooltip };
    this.item.text = text;
    this.item.accessibilityInformation = { label, role: 'button' };
    this.item.backgroundColor = BACKGROUNDS[severity];
    this.item.tooltip = new MarkdownString(tooltip, true);
    this.item.tooltip.isTrusted = { enabledCommands: [...STATUS_LINKS] };
  }
}
