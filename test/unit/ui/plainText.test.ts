import assert from 'node:assert/strict';
import { counted, oneLine, shortened, withoutIcons } from '../../../src/ui/plainText';

describe('plain text', () => {
  it('is put on one line without what hides or reorders it', () => {
    assert.equal(oneLine(' a\r\n\tb\u0000\u202e c\u2028d '), 'a b cd');
  });

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
