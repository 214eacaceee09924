import assert from 'node:assert/strict';
import { memoryLines, titleLine } from '../../../../src/recall/memoryLines';
import { indexLines } from '../../../../src/recall/memoryIndex';
import { contextHeading, memoriesNamed, memoryAt } from '../../../../src/ui/context/contextText';
import { anObservation, aSummary, NOON } from '../../../support/uiFixtures';

const ids = (text: string): string[] => memoriesNamed(text).map(({ memoryId }) => memoryId);

describe('The text of a context', () => {
  it('names memories wherever the renderer does', () => {
    const memories = [anObservation({ id: 'o12' }), anObservation({ id: 'o7' }), anObservation({ id: 'o5', atMs: NOON - 86_400_000 })];
    assert.deepEqual(ids(indexLines(memories, ({ id }) => id === 'o7', 5_000).join('\n')), ['o12', 'o7', 'o5']);
    assert.deepEqual(ids(memoryLines(aSummary({ nextSteps: 'o9 is next' })).join('\n')), ['s1']);
    assert.deepEqual(ids(['- src/total.ts', `  ${titleLine(anObservation({ id: 'o3' }))}`].join('\n')), ['o3']);
    assert.deepEqual(ids('- p4.2 2026-05-08 asked: why?'), ['p4.2']);
  });

  it('names none in what a memory says', () => {
    assert.deepEqual(ids(memoryLines(anObservation({ id: 'o1', title: 'see o2, s3 and p4.2' })).join('\n')), ['o1']);
    assert.deepEqual(ids('# Recollect: what is remembered of o1\n\nWhole memories by id: the tool recollect_get, or `~/.recollect/bin/recollect get o12 s3`'), []);
  });

  it('is, at each place of a line, about the memory that is named before it, else the first', () => {
    const line = '- 2026-01-02: o12 One · o7? Two';
    assert.equal(memoryAt(line, 0, 0)?.memoryId, 'o12');
    assert.equal(memoryAt(line, 0, 20)?.memoryId, 'o12');
    assert.equal(memoryAt(line, 0, line.length)?.memoryId, 'o7');
    assert.equal(memoryAt('no memory', 0, 3), undefined);
    assert.deepEqual(memoryAt(line, 0, line.length), { memoryId: 'o7', line: 0, start: 24, end: 26 });
  });

  it('stands under its size, and for whom it is', () => {
    const subject = { agent: 'codex', project: '/work/shop', folder: undefined } as const;
    assert.equal(contextHeading(subject, { bytes: 3204, budgetBytes: 7000 }), '3,204 of 7,000 bytes: exactly what the next Codex session in shop is told');
    assert.match(contextHeading(subject, { bytes: 0, budgetBytes: 7000 }), /^The next Codex session in shop is told nothing/);
  });
});
