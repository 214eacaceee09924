import assert from 'node:assert/strict';
import fc from 'fast-check';
import { termOf, termsOf } from '../../../../src/core/search/words';

describe('Terms of a text', () => {
  it('leave out words that say nothing and bring forms of a word together', () => {
    assert.deepEqual(termsOf('The tests were failing because they failed'), ['test', 'fail', 'fail']);
    assert.equal(termOf('wrote'), termOf('writing'));
    assert.equal(termOf('indices'), termOf('indexed'));
  });

  it('hold an identifier whole and in its parts, however it is written', () => {
    assert.deepEqual(termsOf('parseUserName'), ['parseusernam', 'pars', 'user', 'name']);
    assert.deepEqual(termsOf('parse_user_name'), ['pars', 'user', 'name']);
    assert.deepEqual(termsOf('HTTPServer'), ['httpserver', 'http', 'server']);
    assert.deepEqual(termsOf('src/storage/searchIndex.ts'), ['src', 'storag', 'searchindex', 'search', 'index', 'ts']);
    assert.deepEqual(termsOf('sha256'), ['sha256', 'sha', '256']);
  });

  it('know possessives and contractions', () => {
    assert.deepEqual(termsOf("the server's port isn’t open"), ['server', 'port', 'open']);
  });

  it('find accents without them, and pairs of characters where no space parts words', () => {
    assert.deepEqual(termsOf('café'), termsOf('cafe'));
    assert.deepEqual(termsOf('数据库连接'), ['数据', '据库', '库连', '连接']);
  });

  it('are themselves never more than a word long, whatever the text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => termsOf(text).every((term) => term !== '' && !/[\s#/]/.test(term))));
  });
});
