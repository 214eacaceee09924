import { commands } from 'vscode';
import type { RecollectClient, Status } from '../core/api';
import type { Disposable } from '../core/ports';
import { BUILTIN_COMMANDS, CONTEXT_KEYS, type ContextKey } from '../manifest';

type Values = Readonly<Record<ContextKey, boolean | string>>;

function valuesOf(status: Status | undefined): Values {
  return {
    [CONTEXT_KEYS.connected]: status !== undefined,
    [CONTEXT_KEYS.pause]: status?.pause?.kind ?? 'none',
    [CONTEXT_KEYS.hasWork]: status !== undefined && status.queue.pending + status.queue.processing > 0,
    [CONTEXT_KEYS.hasFailed]: status !== undefined && status.queue.failed > 0,
  };
}

/** Tells when clauses about the last known status; only what differs is sent. */
export class ContextKeys implements Disposable {
  private sent: Partial<Values> = {};
  private readonly subscription: Disposable;

  constructor(private readonly client: Pick<RecollectClient, 'current' | 'onDidChange'>) {
    this.send();
    this.subscription = client.onDidChange(() => this.send());
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private send(): void {
    const values = valuesOf(this.client.current);
    for (const key of Object.values(CONTEXT_KEYS)) {
      if (values[key] !== this.sent[key]) void commands.executeCommand(BUILTIN_COMMANDS.setContext, key, values[key]);
    }
    this.sent = values;
  }
}
