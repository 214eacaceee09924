import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contextFile, contextPrefix } from '../../../src/ingest/contextFile';

describe('the name of a context file', () => {
  const names = fc.string({ unit: 'grapheme', maxLength: 300 });

  it('is another one for each project, work tree and agent, also where letters of either case are the same', () => {
    fc.assert(
      fc.property(names, names, (one, other) => {
        fc.pre(one !== other && Buffer.from(one).toString() !== Buffer.from(other).toString());
        assert.notEqual(contextFile(one).toLowerCase(), contextFile(other).toLowerCase());
        assert.notEqual(contextFile('p', one), contextFile('p', other));
        assert.equal(contextFile(other, one).startsWith(contextPrefix(one)), false);
      }),
    );
    assert.notEqual(contextFile('/dev/Shop').toLowerCase(), contextFile('/dev/shop').toLowerCase());
    assert.equal(new Set([contextFile('p'), contextFile('p', 't'), contextFile('p', undefined, 'codex'), contextFile('p', 't', 'codex'), contextFile('p', 'codex')]).size, 5);
  });

  it('is one that every file system takes', () => {
    fc.assert(fc.property(names, names, (project, tree) => assert.match(contextFile(project, tree, 'claude-code'), /^[a-z0-9_%-]+\.[a-z0-9_%-]+\.claude-code\.md$/)));
    assert.ok(contextFile('/'.repeat(5_000), 'é'.repeat(5_000), 'claude-code').length < 255);
    assert.ok(contextFile('/'.repeat(33), 'x'.repeat(99), 'claude-code').length < 255);
  });
});
