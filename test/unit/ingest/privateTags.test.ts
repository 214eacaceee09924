import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stripTags } from '../../../src/ingest/privateTags';

describe('stripping of private tags', () => {
  for (const [what, text, expected] of [
    ['a private part', 'a <private>b</private> c', 'a [private] c'],
    ['whatever its case', 'a <PRIVATE>b</Private> c', 'a [private] c'],
    ['across lines', 'a <private>\nb\n</private> c', 'a [private] c'],
    ['nested parts by depth', 'a <private>b <private>c</private> d</private> e', 'a [private] e'],
    ['an unclosed part to the end', 'a <private>b <private>c</private> d', 'a [private]'],
    ['each of several parts', '<private>a</private>b<private>c</private>', '[private]b[private]'],
    ['our own context with its attributes', 'a <recollect-context version="1">b</recollect-context> c', 'a [recollect-context] c'],
    ['a person\'s wish for nothing more to be recorded, as one', '<private> Incognito\n</private> c', '[private: incognito] c'],
    ['a private part with a reason', 'a <private reason="x">b</private> c', 'a [private] c'],
    ['a private part with brackets escaped as JSON does', 'a \\u003cprivate\\u003eb\\u003c/private\\u003e c', 'a [private] c'],
    ['one escaped twice, with a reason', 'a \\\\u003CPrivate reason=\\"x\\"\\\\u003Eb\\\\u003c/private\\\\u003e c', 'a [private] c'],
    ['a private part that holds our context', '<private>a <recollect-context> b</private> c', '[private] c'],
  ] as const)
    it(`takes ${what}`, () => assert.equal(stripTags(text), expected));

  for (const text of ['a </private> b', 'a < private b', '<privateer>a</privateer>', 'List<private_t>', '<private/> a', '<private a="b"/> c', 'private < reason="x">', '<private class members> a', '<recollect-contexts>'])
    it(`leaves ${text} alone`, () => assert.equal(stripTags(text), text));

  const pieces = fc.array(
    fc.constantFrom('<private>', '</private>', '<private a="b">', '<private a=', '\\', 'u003c', 'u003e', '\\u003cprivate\\u003e', '\\u003c/private\\u003e', '<PRIVATE >', '<recollect-context>', '<recollect-context a="b">', '</recollect-context>', '<', '>', '<pri', 'vate>', '</', 'x', ' ', '\n', 'incognito', '[private]', '[private: incognito]'),
    { maxLength: 30 },
  );

  it('changes nothing the second time and leaves no opening tag', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const once = stripTags(parts.join(''));
        assert.equal(stripTags(once), once);
        assert.doesNotMatch(once, /<private\s*>|<recollect-context[\s>/]/i);
      }),
      { numRuns: 2000 },
    );
  });
});
