import type { CommandId } from '../../manifest';
import type { Target } from '../target';

/** How many children a branch shows before "Show more…". */
export const PAGE_SIZE = 50;

/** What a node looks like, without VS Code. */
export interface NodeView {
  readonly label: string;
  readonly description: string;
  /** Markdown; what comes from elsewhere is escaped in it. */
  readonly tooltip: string;
  /** The id of a codicon and, where it means something, of a theme colour. */
  readonly icon?: { readonly id: string; readonly color?: string };
  /** Words of NODE_WORDS that menus look for. */
  readonly words: readonly string[];
  /** What a screen reader says; starts with what the label says. */
  readonly accessibilityLabel: string;
  /** Run with the node when it is selected. */
  readonly command?: { readonly id: CommandId; readonly title: string };
}

export interface NodePage {
  readonly items: readonly NodeContent[];
  readonly hasMore: boolean;
}

/** What one node shows at one time. Its identity in the tree is its parent's with `key` added. */
export interface NodeContent {
  /** Unique among its siblings, without a slash. */
  readonly key: string;
  /** Differs when what is shown differs. */
  readonly fingerprint: string;
  readonly target?: Target;
  readonly startsExpanded?: boolean;
  view(nowMs: number): NodeView;
  /** The newest `limit` children; absent on leaves. */
  load?(limit: number): Promise<NodePage>;
}

/** Cuts what was asked for as `limit + 1` entries, or is there as a whole, into a page. */
export function pageOf<T>(entries: readonly T[], limit: number, toContent: (entry: T) => NodeContent): NodePage {
  return { items: entries.slice(0, limit).map(toContent), hasMore: entries.length > limit };
}
