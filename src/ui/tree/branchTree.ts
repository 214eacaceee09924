import { messageOf } from '../../core/errors';
import { Branch } from './branch';
import { errorContent, moreContent } from './extraNodes';
import { type NodeContent, PAGE_SIZE } from './node';

/**
 * A tree that loads a branch when it is asked for and, when told that something changed, asks again only for branches that
 * are open, and names only the branches that look different.
 */
export class BranchTree {
  readonly root: Branch;
  private readonly loading = new Map<Branch, Promise<void>>();

  /**
   * @param onDidChange gets the branches to draw again, with all that is below them
   * @param onError gets what a refresh could not load; what was shown before stays
   */
  constructor(
    root: NodeContent,
    private readonly onDidChange: (branches: readonly Branch[]) => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.root = new Branch({ ...root, startsExpanded: true }, undefined);
  }

  async childrenOf(branch: Branch): Promise<readonly Branch[]> {
    if (branch.children === undefined) await this.loadFirst(branch);
    return branch.children ?? [];
  }

  find(id: string, from = this.root): Branch | undefined {
    if (from.id === id) return from;
    for (const child of from.children ?? []) {
      if (id === child.id || id.startsWith(`${child.id}/`)) return this.find(id, child);
    }
    return undefined;
  }

  async showMore(branch: Branch): Promise<void> {
    branch.limit += PAGE_SIZE;
    await this.reload(branch);
  }

  async setExpanded(branch: Branch, isExpanded: boolean): Promise<void> {
    branch.isExpanded = isExpanded;
    if (isExpanded && branch.isStale) await this.reload(branch);
  }

  /** Brings all open branches up to date. */
  async refresh(): Promise<void> {
    await this.reload(this.root);
  }

  private async loadFirst(branch: Branch): Promise<void> {
    const running = this.loading.get(branch);
    if (running !== undefined) return running;
    const load = branch
      .loadChildren(moreContent)
      .catch((error: unknown) => [errorContent(messageOf(error))])
      .then((contents) => {
        if (contents !== undefined) branch.adopt(contents);
      })
      .finally(() => this.loading.delete(branch));
    this.loading.set(branch, load);
    return load;
  }

  private async reload(branch: Branch): Promise<void> {
    const changed: Branch[] = [];
    try {
      await this.collectChanges(branch, changed);
    } catch (error) {
      this.onError(error);
    }
    if (changed.length > 0) this.onDidChange(changed);
  }

  private async collectChanges(branch: Branch, changed: Branch[]): Promise<void> {
    if (branch.children === undefined) return;
    if (!branch.isExpanded) {
      branch.isStale = true;
      return;
    }
    const contents = await branch.loadChildren(moreContent);
    if (contents !== undefined) {
      const outcome = branch.adopt(contents);
      changed.push(...(outcome.reshaped ? [branch] : outcome.changed));
    }
    for (const child of branch.children) await this.collectChanges(child, changed);
  }
}
