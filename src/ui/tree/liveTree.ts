import { EventEmitter, type TreeDataProvider, type TreeItem, type TreeView, window } from 'vscode';
import type { RecollectClient } from '../../core/api';
import { messageOf } from '../../core/errors';
import type { Disposable, Logger } from '../../core/ports';
import type { ViewId } from '../../manifest';
import { Refresher } from '../refresher';
import type { Branch } from './branch';
import { BranchTree } from './branchTree';
import type { NodeContent } from './node';
import { treeItemOf } from './treeItem';

const REFRESH_INTERVAL_MS = 300;
const CLOCK_INTERVAL_MS = 60_000;

/** A view that follows the store while it can be seen. */
export class LiveTree implements TreeDataProvider<Branch>, Disposable {
  readonly view: TreeView<Branch>;
  private readonly changes = new EventEmitter<Branch[] | undefined>();
  readonly onDidChangeTreeData = this.changes.event;
  private readonly tree: BranchTree;
  private readonly refresher: Refresher;
  private readonly clock: NodeJS.Timeout;
  private readonly subscriptions: Disposable[];
  private isOutdated = false;

  constructor(
    viewId: ViewId,
    root: NodeContent,
    private readonly client: Pick<RecollectClient, 'current' | 'onDidChange'>,
    log: Logger,
  ) {
    this.tree = new BranchTree(root, (branches) => this.drawAgain(branches), (error) => log.warn(`view not refreshed: ${viewId}, ${messageOf(error)}`));
    this.refresher = new Refresher(() => this.refresh(), REFRESH_INTERVAL_MS);
    this.view = window.createTreeView(viewId, { treeDataProvider: this, showCollapseAll: true, canSelectMany: true });
    // Relative times grow old.
    this.clock = setInterval(() => {
      if (this.view.visible) this.changes.fire(undefined);
    }, CLOCK_INTERVAL_MS);
    this.subscriptions = [
      this.view,
      this.changes,
      this.refresher,
      client.onDidChange(() => this.follow()),
      this.view.onDidChangeVisibility(() => {
        if (this.view.visible && this.isOutdated) this.refresher.request();
      }),
      this.view.onDidExpandElement(({ element }) => void this.tree.setExpanded(element, true)),
      this.view.onDidCollapseElement(({ element }) => void this.tree.setExpanded(element, false)),
    ];
  }

  async getChildren(branch?: Branch): Promise<Branch[]> {
    return [...(await this.tree.childrenOf(branch ?? this.tree.root))];
  }

  getTreeItem(branch: Branch): TreeItem {
    return treeItemOf(branch, Date.now());
  }

  getParent(branch: Branch): Branch | undefined {
    return branch.parent === this.tree.root ? undefined : branch.parent;
  }

  /** Brings what is open up to date, seen or not. Without an owner the last known state stays. */
  async refresh(): Promise<void> {
    if (this.client.current === undefined) return;
    this.isOutdated = false;
    await this.tree.refresh();
  }

  /** @returns false when the branch is not in this tree */
  async showMore(branchId: string): Promise<boolean> {
    const branch = this.tree.find(branchId);
    if (branch === undefined) return false;
    await this.tree.showMore(branch);
    return true;
  }

  dispose(): void {
    clearInterval(this.clock);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private follow(): void {
    this.isOutdated = true;
    if (this.view.visible) this.refresher.request();
  }

  private drawAgain(branches: readonly Branch[]): void {
    this.changes.fire(branches.includes(this.tree.root) ? undefined : [...branches]);
  }
}
