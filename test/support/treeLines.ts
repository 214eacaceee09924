import type { NodeContent } from '../../src/ui/tree/node';

/** The tree below a node as indented lines of label, description and words. */
export async function treeLines(node: NodeContent, nowMs: number, indent = ''): Promise<string[]> {
  const lines: string[] = [];
  for (const child of (await node.load?.(50))?.items ?? []) {
    const { label, description, words } = child.view(nowMs);
    lines.push(`${indent}${label} | ${description} | ${words.join(' ')}`, ...(await treeLines(child, nowMs, `${indent}  `)));
  }
  return lines;
}

/** The first node of a tree, depth first, whose label fits. */
export async function findNode(node: NodeContent, label: RegExp, nowMs: number): Promise<NodeContent | undefined> {
  for (const child of (await node.load?.(50))?.items ?? []) {
    if (label.test(child.view(nowMs).label)) return child;
    const below = await findNode(child, label, nowMs);
    if (below !== undefined) return below;
  }
  return undefined;
}
