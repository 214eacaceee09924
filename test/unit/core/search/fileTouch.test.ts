import assert from 'node:assert/strict';
import { fileTerms, isWholePath, touchOf } from '../../../../src/core/search/fileTouch';

const NAMES = { inside: [{ project: '/p', path: 'src/cart.ts' }, { project: '/', path: 'p/src/cart.ts' }], whole: ['/p/src/cart.ts'] };

const touch = (project: string, files: { read?: string[]; modified?: string[] }): string | undefined => touchOf({ project, filesRead: files.read ?? [], filesModified: files.modified ?? [] }, NAMES);

describe('What a memory says of a file', () => {
  it('is that it was read or, above that, modified', () => {
    assert.equal(touch('/p', { read: ['src/cart.ts'] }), 'read');
    assert.equal(touch('/p', { read: ['src/cart.ts'], modified: ['src/cart.ts'] }), 'modified');
    assert.equal(touch('/p', {}), undefined);
  });

  it('is nothing where another file of that name is meant', () => {
    assert.equal(touch('/p', { modified: ['cart.ts', 'lib/src/cart.ts', '/q/src/cart.ts'] }), undefined);
    assert.equal(touch('/q', { modified: ['src/cart.ts'] }), undefined);
  });

  it('is the same however the path was written, and from whichever project', () => {
    assert.equal(touch('/p', { read: ['./src\\Cart.ts'] }), 'read');
    assert.equal(touch('/q', { read: ['/p/src/cart.ts'] }), 'read');
    assert.equal(touch('/', { read: ['p/src/cart.ts'] }), 'read');
  });

  it('is looked for by the name of the file', () => {
    assert.deepEqual(fileTerms(NAMES), ['/cart.ts']);
  });

  it('tells whole paths from those inside a project, on every system', () => {
    for (const whole of ['/a', 'C:\\a', 'c:/a', '\\\\host\\a']) assert.equal(isWholePath(whole), true, whole);
    for (const inside of ['a', './a', 'c:a', 'src/a.ts']) assert.equal(isWholePath(inside), false, inside);
  });
});
