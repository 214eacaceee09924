import { commands } from 'vscode';
import type { RecollectClient } from '../core/api';
import type { Disposable } from '../core/ports';
import { BUILTIN_COMMANDS, CONTEXT_KEYS, type ContextKey } from '../manifest';
import type { OwnerView } from './statusState';
import type { KnownHere, WindowFacts } from './windowFacts';

type Values = Readonly<Record<ContextKey, boolean | string>>;

function valuesOf({ current, noOwnerReason }: OwnerView, { agents }: KnownHere): Values {
  const status = noOwnerReason === undefined ? current : undefined;
  return {
    [CONTEXT_KEYS.connected]: status !== undefined,
    [CONTEXT_KEYS.pause]: status?.pause?.kind ?? 'none',
    [CONTEXT_KEYS.hasWork]: status !== undefined && status.queue.pending + status.queue.processing > 0,
    [CONTEXT_KEYS.hasFailed]: status !== undefined && status.queue.failed > 0,
    [CONTEXT_KEYS.hasAgent]: agents?.some(({ connection: { kind } }) => kind === 'connected' || kind === 'needsTrust') ?? false,
    [CONTEXT_KEYS.hasMemory]: status !== undefined && status.observations + status.summaries > 0,
  };
}

/** Tells when clauses about the last known status; only what differs is sent. */
export class ContextKeys implements Disposable {
  private sent: Partial<Values> = {};
  private readonly subscriptions: readonly Disposable[];

  constructor(
    private readonly client: OwnerView & Pick<RecollectClient, 'onDidChange'>,
    private readonly facts: Pick<WindowFacts, 'current' | 'onDidChange'>,
  ) {
    this.send();
    this.subscriptions = [client.onDidChange(() => this.send()), facts.onDidChange(() => this.send())];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private send(): void {
    const values = valuesOf(this.client, this.facts.current);
    for (const key of Object.values(CONTEXT_KEYS)) {
      if (values[key] !== this.sent[key]) void commands.executeCommand(BUILTIN_COMMANDS.setContext, key, values[key]);
    }
    this.sent = values;
  }
}
