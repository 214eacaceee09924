import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseQuery } from '../../../../src/core/search/parsedQuery';

describe('A parsed query', () => {
  it('has each word once, with what may stand for it', () => {
    const { words } = parseQuery('the DB and the db migration');
    assert.deepEqual(words.map(({ word, synonyms }) => [word, synonyms]), [['db', ['databas']], ['migration', []]]);
  });

  it('takes a star for a beginning and quotes for a phrase', () => {
    const { words, phrases } = parseQuery('retr* "Rate  Limit" exceeded');
    assert.deepEqual(words.map(({ word, prefix }) => [word, prefix]), [['retr', 'retr'], ['rate', undefined], ['limit', undefined], ['exceeded', undefined]]);
    assert.deepEqual(phrases, ['rate limit']);
  });

  it('reads months, days and years as times', () => {
    const dates = (query: string) => parseQuery(query).words.flatMap(({ date }) => date ?? []);
    assert.deepEqual(dates('what broke in June 2026'), [{ month: 5 }, { year: 2026 }]);
    assert.deepEqual(dates('deploy of 8 May'), [{ month: 4, day: 8 }]);
    assert.deepEqual(dates('why may this march on'), []);
    assert.deepEqual(dates('port 8080 of release 1.2024'), []);
  });

  it('is bounded and never fails', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (query) => parseQuery(query).words.length <= 30));
    assert.equal(parseQuery(Array.from({ length: 500 }, (_, index) => `word${index}x`).join(' ')).words.length, 30);
  });
});
