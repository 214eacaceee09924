import type { TreeItem } from 'vscode';
import type { VisibleUi } from '../../../src/ui/registerUi';

type Tree = VisibleUi['memories'];
export type TreeNode = Awaited<ReturnType<Tree['getChildren']>>[number];

/** The node at the end of a path of labels. */
export async function nodeAt(tree: Tree, ...path: (string | RegExp)[]): Promise<TreeNode> {
  let node: TreeNode | undefined;
  for (const step of path) {
    const children: TreeNode[] = await tree.getChildren(node);
    const next = children.find((child) => (typeof step === 'string' ? labelOf(tree.getTreeItem(child)) === step : step.test(labelOf(tree.getTreeItem(child)))));
    if (next === undefined) throw new Error(`no ${String(step)} among ${children.map((child) => labelOf(tree.getTreeItem(child))).join(' | ')}`);
    node = next;
  }
  if (node === undefined) throw new Error('an empty path leads nowhere');
  return node;
}

export function labelOf(item: TreeItem): string {
  return typeof item.label === 'string' ? item.label : (item.label?.label ?? '');
}

/** What a screen reader says of each child. */
export async function spokenChildren(tree: Tree, node?: TreeNode): Promise<string[]> {
  return (await tree.getChildren(node)).map((child) => tree.getTreeItem(child).accessibilityInformation?.label ?? '');
}
