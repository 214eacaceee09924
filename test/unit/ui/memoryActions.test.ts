import assert from 'node:assert/strict';
import { memoryActions } from '../../../src/ui/memoryActions';
import { anAskedPrompt, anObservation } from '../../support/uiFixtures';

describe('What is offered for a memory', () => {
  const titles = (...[memory]: Parameters<typeof memoryActions>): string[] => memoryActions(memory).map(({ title }) => title);

  it('is what can be done with it as it is', () => {
    assert.deepEqual(titles(anObservation()), ['Open', 'Copy as Markdown', 'Pin', 'Exclude from context', 'Delete']);
    assert.deepEqual(titles(anObservation({ isPinned: true, isExcluded: true })), ['Open', 'Copy as Markdown', 'Unpin', 'Include in context', 'Delete']);
  });

  it('is only to read a prompt', () => {
    assert.deepEqual(titles(anAskedPrompt()), ['Open', 'Copy as Markdown']);
  });
});
