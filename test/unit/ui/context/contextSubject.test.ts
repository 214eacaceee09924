import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { AGENTS } from '../../../../src/core/hookEvent';
import { contextPath, type ContextSubject, subjectOfContext } from '../../../../src/ui/context/contextSubject';

describe('the address of a context preview', () => {
  it('says in its last part, the tab, whose context it is', () => {
    assert.match(contextPath({ agent: 'claude-code', project: 'github.com/acme/shop', folder: '/work/shop' }), /\/Context for Claude Code in shop\.md$/);
  });

  it('gives back what it was made of', () => {
    const text = fc.string({ minLength: 1 });
    const subject = fc.record({ agent: fc.constantFrom(...AGENTS), project: text, folder: fc.option(text, { nil: undefined }) });
    fc.assert(fc.property(subject, (one: ContextSubject) => assert.deepEqual(subjectOfContext(contextPath(one)), { ...one })));
  });

  it('is none where somebody made it up', () => {
    for (const path of ['', '/', '/x.md', '/%/%/%/x.md', '/%3Dnobody/%3Dp/%3Df/x.md', '/%3Dcodex/%3D/%3D/x.md']) assert.equal(subjectOfContext(path), undefined, path);
  });
});
