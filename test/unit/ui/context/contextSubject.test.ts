import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AGENTS } from '../../../../src/core/hookEvent';
import { contextAddress, type ContextSubject, subjectOfContext } from '../../../../src/ui/context/contextSubject';

describe('the address of a context preview', () => {
  it('says in its path, that of the tab, whose context it is', () => {
    assert.equal(contextAddress({ agent: 'claude-code', project: 'github.com/acme/shop', folder: '/work/shop' }).path, '/Context for Claude Code in shop.md');
  });

  it('gives back what it was made of', () => {
    const text = fc.string({ minLength: 1 });
    const subject = fc.record({ agent: fc.constantFrom(...AGENTS), project: text, folder: fc.option(text, { nil: undefined }) });
    fc.assert(fc.property(subject, (one: ContextSubject) => assert.deepEqual(subjectOfContext(contextAddress(one)), { ...one })));
  });

  it('is none where somebody made it up', () => {
    for (const query of ['', '%', 'agent=nobody&project=p', 'agent=codex', 'agent=codex&project=']) assert.equal(subjectOfContext({ query }), undefined, query);
  });
});
