import assert from 'node:assert/strict';
import { memoryTree } from '../../../../src/ui/memories/memoryTree';
import { FakeClient } from '../../../support/fakeClient';
import { findNode, treeLines } from '../../../support/treeLines';
import { aMemoryEntry, aProject, aPrompt, aSession, MINUTE, NOON } from '../../../support/uiFixtures';

describe('the tree of memories', () => {
  let client: FakeClient;

  beforeEach(() => {
    client = new FakeClient();
    client.projectEntries = [aProject({ sessions: 2 }), aProject({ project: '/work/blog', name: 'blog', lastAtMs: NOON - 60 * MINUTE })];
    client.sessionEntries = [aSession(), aSession({ id: 2, title: 'Older', agent: 'codex', lastAtMs: NOON - 5 * MINUTE, pending: 1, failed: 2 })];
    client.promptEntries = [aPrompt({ number: 2, text: 'And\na test', observations: 1, summaries: 1 }), aPrompt({ number: 1, text: '', isPrivate: true, observations: 0, summaries: 0 })];
    client.memoryEntries.set('1/2', [aMemoryEntry({ id: 's1', kind: 'summary', type: null, title: 'Turn done' }), aMemoryEntry()]);
  });

  it('goes from project to session to prompt to memory, as the owner orders them', async () => {
    assert.deepEqual(await treeLines(memoryTree(client), NOON), [
      'shop | 2 sessions · now | project',
      '  Fix the totals | Claude Code · 1 min. ago | session',
      '    2. And a test | 1 observation, 1 summary · now | prompt',
      '      Turn done | now | memory summary',
      '      Rounding of totals fixed | now | memory observation',
      '    1. Private prompt | not recorded · now | prompt',
      '  Older | 1 pending, 2 failed · Codex · 5 min. ago | session queued failed',
      'blog | 1 session · 1 hr. ago | project',
    ]);
  });

  it('says of what nothing is recorded', async () => {
    client.projectEntries = [aProject({ isExcluded: true }), aProject({ project: '/work/new', name: 'new', sessions: 0, lastAtMs: 0, isExcluded: true })];
    client.sessionEntries = [aSession({ isIncognito: true })];
    client.promptEntries = [];
    assert.deepEqual(await treeLines(memoryTree(client), NOON), ['shop | not recorded · 1 session · now | project excluded', '  Fix the totals | incognito · Claude Code · 1 min. ago | session incognito', 'new | not recorded · 0 sessions | project excluded']);
    const spoken = await Promise.all([/^shop/, /^Fix/, /^new/].map(async (label) => (await findNode(memoryTree(client), label, NOON))?.view(NOON).accessibilityLabel));
    assert.deepEqual(spoken, ['shop, project, not recorded, 1 session, last active now', 'Fix the totals, Claude Code session, incognito, 3 observations, last active 1 minute ago', 'new, project, not recorded, 0 sessions']);
  });

  it('is empty while there is no owner to ask', async () => {
    client.current = undefined;
    assert.deepEqual(await treeLines(memoryTree(client), NOON), []);
    assert.deepEqual(client.calls, []);
  });

  it('opens the newest branch only', async () => {
    for (const [label, isOpen] of [[/^shop/, true], [/^Fix/, true], [/^2\./, true], [/^Older/, false], [/^blog/, false]] as const) {
      assert.equal((await findNode(memoryTree(client), label, NOON))?.startsExpanded, isOpen, String(label));
    }
  });

  it('keeps the newest prompt open for what is still to come, and others without memories as leaves', async () => {
    client.promptEntries = [aPrompt({ number: 2, text: 'new', observations: 0, summaries: 0 }), aPrompt({ number: 1, text: 'old', observations: 0, summaries: 0 })];
    assert.ok((await findNode(memoryTree(client), /new$/, NOON))?.load);
    assert.equal((await findNode(memoryTree(client), /old$/, NOON))?.load, undefined);
    client.promptEntries = [aPrompt({ text: '', isPrivate: true, observations: 0, summaries: 0 })];
    assert.equal((await findNode(memoryTree(client), /Private/, NOON))?.load, undefined);
  });

  it('asks for one more than a page of sessions, to know whether there are more', async () => {
    client.sessionEntries = Array.from({ length: 60 }, (_, index) => aSession({ id: index + 1 }));
    const project = await findNode(memoryTree(client), /^shop/, NOON);
    const page = await project?.load?.(50);
    assert.deepEqual([page?.items.length, page?.hasMore], [50, true]);
    assert.ok(client.calls.includes('sessions {"project":"/work/shop","limit":51,"offset":0}'));
  });

  it('speaks each node in words', async () => {
    const labels = await Promise.all([/^shop/, /^Older/, /^2\./, /^Rounding/, /^Turn/].map(async (label) => (await findNode(memoryTree(client), label, NOON))?.view(NOON).accessibilityLabel));
    assert.deepEqual(labels, [
      'shop, project, 2 sessions, last active now',
      'Older, Codex session, 1 pending, 2 failed, 3 observations, last active 5 minutes ago',
      '2. And a test, prompt, 1 observation, 1 summary, now',
      'Rounding of totals fixed, bugfix, now',
      'Turn done, summary, now',
    ]);
  });

  it('gives every type its icon', async () => {
    const iconOf = async (label: RegExp) => (await findNode(memoryTree(client), label, NOON))?.view(NOON).icon?.id;
    assert.deepEqual([await iconOf(/^Rounding/), await iconOf(/^Turn/), await iconOf(/Private/), await iconOf(/^Older/)], ['bug', 'checklist', 'lock', 'warning']);
  });

  it('keeps ids free of slashes, so that one branch is not taken for another', async () => {
    client.projectEntries = [aProject({ project: '/a' }), aProject({ project: '/a/b' })];
    const keys = (await memoryTree(client).load?.(50))?.items.map((item) => item.key) ?? [];
    assert.deepEqual(keys.filter((key) => key.includes('/')), []);
    assert.equal(new Set(keys).size, 2);
  });

  it('takes no markup from names, titles and prompts', async () => {
    const hostile = '[x](command:evil) ![i](http://e) <img src=x>';
    client.projectEntries = [aProject({ name: hostile, project: `/\`${hostile}` })];
    client.sessionEntries = [aSession({ title: hostile, project: `/\`${hostile}`, agentSessionId: hostile })];
    client.promptEntries = [aPrompt({ text: hostile })];
    client.memoryEntries.set('1/1', [aMemoryEntry({ title: hostile, subtitle: hostile })]);
    let node = memoryTree(client);
    for (let level = 0; level < 4; level++) {
      const [child] = (await node.load?.(50))?.items ?? [];
      assert.ok(child);
      const outsideCode = child.view(NOON).tooltip.replace(/(`+)(?!`).*?[^`]\1(?!`)/gs, '');
      assert.doesNotMatch(outsideCode, /(?<!\\)\[x|<img/);
      node = child;
    }
  });
});
