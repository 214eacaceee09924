import assert from 'node:assert/strict';
import { memoryPath, statusPath, subjectOf } from '../../../src/ui/pageAddress';
import { anAskedPrompt, anObservation, aSummary } from '../../support/uiFixtures';

describe('the address of a page', () => {
  it('leads back to its memory', () => {
    for (const memory of [anObservation({ id: 'o12' }), aSummary({ id: 's3', request: '' }), anAskedPrompt()]) {
      assert.deepEqual(subjectOf(memoryPath(memory)), { kind: 'memory', memoryId: memory.id });
    }
  });

  it('ends with the title as a file name', () => {
    assert.equal(memoryPath(anObservation({ title: 'Fixed a/b?c#d: "e"' })), '/memory/o1/Fixed a b c d e.md');
    assert.equal(memoryPath(anObservation({ title: '///' })), '/memory/o1/o1.md');
    assert.ok(memoryPath(anObservation({ title: 'x'.repeat(500) })).length < 100);
  });

  it('leads to the status', () => {
    assert.deepEqual(subjectOf(statusPath()), { kind: 'status' });
  });

  it('leads nowhere when it is made up', () => {
    for (const path of ['', '/memory/x1/a.md', '/memory/o1', '/o1/a.md', '/memory/o1x/a.md', '/memory/p1/a.md']) assert.equal(subjectOf(path), undefined);
  });
});
