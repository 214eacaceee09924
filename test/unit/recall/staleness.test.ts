import assert from 'node:assert/strict';
import type { Observation } from '../../../src/core/observation';
import type { FileState } from '../../../src/core/workTree';
import { staleness } from '../../../src/recall/staleness';

const memory = (filesModified: string[], filesRead: string[] = []): Observation => ({
  kind: 'observation', id: 'o1', sessionId: 1, promptNumber: 1, project: 'p', atMs: 1_000, type: 'change', title: 't', subtitle: '', narrative: '', facts: [], concepts: [], filesModified, filesRead, evidence: [],
});
const stale = (about: Observation, files: Record<string, FileState>): string => staleness(about, { changed: [], files: new Map(Object.entries(files)) });
const there = (bytes: number, ...commits: [atMs: number, lines: number][]): FileState => ({ bytes, commits: commits.map(([atMs, lines]) => ({ atMs, lines })) });
const GONE: FileState = { bytes: undefined, commits: [] };

describe('A memory', () => {
  it('is stale when files that it is about are gone', () => {
    assert.equal(stale(memory(['a.ts']), { 'a.ts': GONE }), 'gone: a.ts');
    assert.equal(stale(memory(['a.ts', 'b.ts'], ['c.ts', 'd.ts']), { 'a.ts': GONE, 'b.ts': there(10), 'c.ts': GONE, 'd.ts': GONE }), 'gone: a.ts, c.ts and 1 more');
  });

  it('is stale when commits since have changed half of a file that it read', () => {
    assert.equal(stale(memory([], ['a.ts']), { 'a.ts': there(4_000, [2_000, 30], [3_000, 20]) }), 'much changed since: a.ts');
    assert.equal(stale(memory([], ['a.ts']), { 'a.ts': there(4_000, [500, 100], [3_000, 20]) }), '');
    assert.equal(stale(memory([], ['a.ts']), { 'a.ts': there(100, [3_000, 19]) }), '');
  });

  it('is not made stale by the commit of its own change', () => {
    assert.equal(stale(memory(['a.ts']), { 'a.ts': there(4_000, [2_000, 100]) }), '');
    assert.equal(stale(memory(['a.ts']), { 'a.ts': there(4_000, [2_000, 100], [3_000, 60]) }), 'much changed since: a.ts');
  });

  it('is not stale as far as nothing is known of its files', () => {
    assert.equal(stale(memory(['a.ts'], ['/etc/hosts']), {}), '');
    assert.equal(stale(memory([]), { 'a.ts': GONE }), '');
  });
});
