import assert from 'node:assert/strict';
import { counted, shortened, withoutIcons } from '../../../src/ui/labelText';

describe('text in labels', () => {
  it('is shortened at a space where there is one near', () => {
    assert.equal(shortened('one two three four', 16), 'one two three…');
    assert.equal(shortened('onetwothreefourfive', 10), 'onetwothr…');
    assert.equal(shortened('short', 10), 'short');
  });

  it('is never cut inside a character', () => {
    assert.equal(shortened('👍👍👍', 2), '👍…');
  });

  it('draws no icon', () => {
    assert.ok(!withoutIcons('$(check)').includes('$('));
  });

  it('counts in words', () => {
    assert.equal(counted(1, 'message'), '1 message');
    assert.equal(counted(1200, 'summary', 'summaries'), '1,200 summaries');
  });
});
