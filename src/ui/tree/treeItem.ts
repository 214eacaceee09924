import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Branch } from './branch';

/** A branch as VS Code draws it. */
export function treeItemOf(branch: Branch, nowMs: number): TreeItem {
  const view = branch.content.view(nowMs);
  const item = new TreeItem(view.label, collapsibleState(branch));
  item.id = branch.id;
  item.description = view.description;
  item.tooltip = new MarkdownString(view.tooltip);
  item.contextValue = view.words.join(' ');
  item.accessibilityInformation = { label: view.accessibilityLabel };
  if (view.icon !== undefined) item.iconPath = new ThemeIcon(view.icon.id, view.icon.color === undefined ? undefined : new ThemeColor(view.icon.color));
  if (view.command !== undefined) item.command = { command: view.command.id, title: view.command.title, arguments: [branch] };
  return item;
}

function collapsibleState(branch: Branch): TreeItemCollapsibleState {
  if (branch.content.load === undefined) return TreeItemCollapsibleState.None;
  return branch.isExpanded ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
}
