import { workspace } from 'vscode';
import type { RecollectClient } from '../../core/api';
import type { Disposable, Logger } from '../../core/ports';
import { VIEWS } from '../../manifest';
import { LiveTree } from '../tree/liveTree';
import { ActiveFile } from './activeFile';
import { fileTree } from './fileTree';

/** The view of what is remembered of the file in the editor. */
export class FileView implements Disposable {
  readonly tree: LiveTree;
  private readonly file = new ActiveFile();
  private readonly subscription: Disposable;

  constructor(client: Pick<RecollectClient, 'fileMemories' | 'current' | 'onDidChange'>, log: Logger) {
    const file = this.file;
    this.tree = new LiveTree(
      VIEWS.fileMemories,
      fileTree(client, () => file.current),
      {
        get current() {
          return client.current;
        },
        onDidChange: (listener) => {
          const both = [client.onDidChange(listener), file.onDidChange(listener)];
          return { dispose: () => both.forEach((one) => one.dispose()) };
        },
      },
      log,
    );
    this.name();
    this.subscription = file.onDidChange(() => this.name());
  }

  dispose(): void {
    this.subscription.dispose();
    this.tree.dispose();
    this.file.dispose();
  }

  private name(): void {
    this.tree.view.description = this.file.current === undefined ? '' : workspace.asRelativePath(this.file.current);
  }
}
