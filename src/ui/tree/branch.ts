import { type NodeContent, PAGE_SIZE } from './node';

/** A node of a tree as VS Code knows it: the same object for as long as it is shown, whatever its content becomes. */
export class Branch {
  readonly id: string;
  /** Undefined until they have been asked for. */
  children: readonly Branch[] | undefined;
  limit = PAGE_SIZE;
  isExpanded: boolean;
  /** Something may have changed while it was collapsed. */
  isStale = false;
  private loads = 0;

  constructor(
    public content: NodeContent,
    readonly parent: Branch | undefined,
  ) {
    this.id = parent === undefined ? content.key : `${parent.id}/${content.key}`;
    this.isExpanded = content.startsExpanded ?? false;
  }

  /** Asks the content for its children; undefined when a later call has overtaken this one, or there are none to ask for. */
  async loadChildren(moreContent: (branch: Branch) => NodeContent): Promise<readonly NodeContent[] | undefined> {
    if (this.content.load === undefined) return undefined;
    const load = ++this.loads;
    const page = await this.content.load(this.limit);
    if (load !== this.loads) return undefined;
    this.isStale = false;
    return page.hasMore ? [...page.items, moreContent(this)] : page.items;
  }

  /** Takes new content for its children, keeping those that stay. @returns whether others are shown, or in another order */
  adopt(contents: readonly NodeContent[]): { reshaped: boolean; changed: readonly Branch[] } {
    const before = this.children ?? [];
    const known = new Map(before.map((child) => [child.content.key, child]));
    const changed: Branch[] = [];
    const after = contents.map((content) => {
      const child = known.get(content.key);
      if (child === undefined) return new Branch(content, this);
      if (child.content.fingerprint !== content.fingerprint) changed.push(child);
      child.content = content;
      return child;
    });
    const reshaped = this.children === undefined || after.length !== before.length || after.some((child, index) => child !== before[index]);
    this.children = after;
    return { reshaped, changed };
  }
}
