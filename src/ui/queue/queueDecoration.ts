import type { TreeView } from 'vscode';
import type { RecollectClient } from '../../core/api';
import type { Disposable } from '../../core/ports';
import { counted } from '../plainText';
import { hindrance } from '../statusMarkdown';

/** Failed messages are a badge on the activity bar; a pause is told above the queue. */
export class QueueDecoration implements Disposable {
  private readonly subscription: Disposable;

  constructor(
    private readonly view: Pick<TreeView<unknown>, 'badge' | 'message'>,
    private readonly client: Pick<RecollectClient, 'current' | 'onDidChange'>,
  ) {
    this.draw();
    this.subscription = client.onDidChange(() => this.draw());
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private draw(): void {
    const status = this.client.current;
    const failed = status?.queue.failed ?? 0;
    this.view.badge = failed === 0 ? undefined : { value: failed, tooltip: `${counted(failed, 'message')} failed` };
    this.view.message = hindrance(status, Date.now());
  }
}
