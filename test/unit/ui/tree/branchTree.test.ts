import assert from 'node:assert/strict';
import type { Branch } from '../../../../src/ui/tree/branch';
import { BranchTree } from '../../../../src/ui/tree/branchTree';
import { type NodeContent, pageOf } from '../../../../src/ui/tree/node';

/** A tree of two levels over lists that a test changes: `a` holds `a1`, `a2` … */
class Lists {
  top: string[] = ['a', 'b'];
  below = new Map<string, string[]>([['a', ['a1', 'a2']], ['b', ['b1']]]);
  shown = new Map<string, string>();
  loads: string[] = [];
  failure: Error | undefined;

  readonly root: NodeContent = { ...this.node('root', () => this.top.map((key) => this.node(key, () => (this.below.get(key) ?? []).map((leaf) => this.node(leaf))))) };

  private node(key: string, children?: () => NodeContent[]): NodeContent {
    const shown = this.shown.get(key) ?? '';
    return {
      key,
      fingerprint: shown,
      view: () => ({ label: `${key}${shown}`, description: '', tooltip: '', words: [], accessibilityLabel: key }),
      ...(children === undefined
        ? {}
        : {
            load: async (limit: number) => {
              this.loads.push(key);
              if (this.failure !== undefined) throw this.failure;
              return pageOf(children(), limit, (content) => content);
            },
          }),
    };
  }
}

describe('a tree that follows the store', () => {
  let lists: Lists;
  let drawn: string[][];
  let errors: unknown[];
  let tree: BranchTree;

  beforeEach(() => {
    lists = new Lists();
    drawn = [];
    errors = [];
    tree = new BranchTree(lists.root, (branches) => drawn.push(branches.map((branch) => branch.id)), (error) => errors.push(error));
  });

  const open = async (...keys: string[]): Promise<Branch> => {
    let branch = tree.root;
    for (const key of keys) {
      const child = (await tree.childrenOf(branch)).find((candidate) => candidate.content.key === key);
      assert.ok(child, key);
      await tree.setExpanded(child, true);
      branch = child;
    }
    await tree.childrenOf(branch);
    return branch;
  };
  const keysOf = async (branch: Branch): Promise<string[]> => (await tree.childrenOf(branch)).map((child) => child.content.key);

  it('loads a branch only when it is asked for, and once', async () => {
    await Promise.all([tree.childrenOf(tree.root), tree.childrenOf(tree.root)]);
    assert.deepEqual(lists.loads, ['root']);
  });

  it('draws nothing again when nothing differs', async () => {
    await open('a');
    await tree.refresh();
    assert.deepEqual(drawn, []);
  });

  it('names only the branch whose content differs, and keeps its identity', async () => {
    const branch = await open('a');
    lists.shown.set('a', '!');
    await tree.refresh();
    assert.deepEqual(drawn, [['root/a']]);
    assert.equal((await tree.childrenOf(tree.root))[0], branch);
    assert.equal(branch.content.view(0).label, 'a!');
  });

  it('names the parent of what came or went, and keeps the others', async () => {
    const branch = await open('a');
    const [first] = await tree.childrenOf(branch);
    lists.below.set('a', ['a0', 'a1']);
    await tree.refresh();
    assert.deepEqual(drawn, [['root/a']]);
    assert.deepEqual(await keysOf(branch), ['a0', 'a1']);
    assert.equal((await tree.childrenOf(branch))[1], first);
  });

  it('draws what a reordered branch holds in its new order', async () => {
    await open();
    lists.top = ['b', 'a'];
    await tree.refresh();
    assert.deepEqual(drawn, [['root']]);
    assert.deepEqual(await keysOf(tree.root), ['b', 'a']);
  });

  it('asks only open branches again, and a collapsed one when it is opened', async () => {
    const branch = await open('a');
    await tree.setExpanded(branch, false);
    lists.below.set('a', ['a1', 'a2', 'a3']);
    lists.loads = [];
    await tree.refresh();
    assert.deepEqual(lists.loads, ['root']);
    await tree.setExpanded(branch, true);
    assert.deepEqual(drawn, [['root/a']]);
    assert.deepEqual(await keysOf(branch), ['a1', 'a2', 'a3']);
  });

  it('shows fifty, then fifty more', async () => {
    lists.below.set('a', Array.from({ length: 120 }, (_, index) => `x${index}`));
    const branch = await open('a');
    const last = (keys: string[]): string | undefined => keys.at(-1);
    assert.equal((await keysOf(branch)).length, 51);
    assert.equal(last(await keysOf(branch)), 'more');
    await tree.showMore(branch);
    assert.equal((await keysOf(branch)).length, 101);
    await tree.showMore(branch);
    assert.deepEqual([(await keysOf(branch)).length, last(await keysOf(branch))], [120, 'x119']);
    assert.deepEqual(drawn, [['root/a'], ['root/a']]);
  });

  it('finds a branch by its id', async () => {
    const branch = await open('a');
    assert.equal(tree.find('root/a'), branch);
    assert.equal(tree.find('root/a/a2')?.content.key, 'a2');
    assert.equal(tree.find('root/c'), undefined);
    assert.equal(tree.find('other'), undefined);
  });

  it('shows an error in place of what could not be loaded, until it can', async () => {
    lists.failure = new Error('no owner');
    assert.deepEqual(await keysOf(tree.root), ['error']);
    lists.failure = undefined;
    await tree.refresh();
    assert.deepEqual(await keysOf(tree.root), ['a', 'b']);
  });

  it('keeps what it shows when a refresh fails', async () => {
    await open('a');
    lists.failure = new Error('no owner');
    await tree.refresh();
    assert.deepEqual(await keysOf(tree.root), ['a', 'b']);
    assert.deepEqual(errors, [lists.failure]);
    assert.deepEqual(drawn, []);
  });

  it('takes the answer of the last question when answers overtake each other', async () => {
    await open();
    const answers: ((keys: string[]) => void)[] = [];
    const content = tree.root.content;
    tree.root.content = {
      ...content,
      load: (limit) => new Promise((resolve) => answers.push((keys) => resolve(pageOf(keys, limit, (key) => ({ ...content, key }))))),
    };
    const refreshes = [tree.refresh(), tree.refresh()];
    answers[1]?.(['new']);
    answers[0]?.(['old']);
    await Promise.all(refreshes);
    assert.deepEqual(await keysOf(tree.root), ['new']);
  });
});
