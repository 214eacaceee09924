import assert from 'node:assert/strict';
import { OwnershipLostError, ProviderError, UserFacingError } from '../../../src/core/errors';
import { failureSentence, nameless } from '../../../src/ui/failureSentence';

describe('the sentence about a failure', () => {
  it('says what could not be done and why', () => {
    assert.equal(failureSentence('retry the failed messages', new UserFacingError('The disk is full: make room')), 'Could not retry the failed messages: The disk is full: make room.');
    assert.equal(failureSentence('resume', new ProviderError('auth', 'The key is wrong. Set another!')), 'Could not resume: The key is wrong. Set another!');
  });

  it('stands alone in the error of a save, without the name of a class', () => {
    assert.equal(String(nameless(new UserFacingError('Line 1: there is no title'))), 'Line 1: there is no title.');
  });

  it('says what to do when another window took over', () => {
    assert.equal(failureSentence('pause', new OwnershipLostError('token 3 < 4')), 'Could not pause: another window took over meanwhile. Try again.');
  });

  it('takes whatever was thrown', () => {
    assert.equal(failureSentence('pause', 'nope'), 'Could not pause: nope.');
    assert.equal(failureSentence('pause', new Error('')), 'Could not pause: the reason is not known. The log may tell more.');
  });

  it('stays short and on one line', () => {
    const sentence = failureSentence('pause', new Error(`a\n${'b'.repeat(1000)}`));
    assert.ok(sentence.length <= 300 && !sentence.includes('\n'));
  });
});
