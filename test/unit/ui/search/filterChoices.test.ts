import assert from 'node:assert/strict';
import { parseTyped, withFilter } from '../../../../src/core/search/typedQuery';
import { filterChoices } from '../../../../src/ui/search/filterChoices';
import { NOON } from '../../../support/uiFixtures';

describe('The filters that a search offers', () => {
  it('are each understood when they are written into the line', () => {
    for (const { label, value } of filterChoices('src/my cart.ts')) {
      const { search } = parseTyped(withFilter('lock', value.word, value.value), NOON);
      assert.equal(Object.keys(search).length, 2, label);
      assert.equal(search.query, 'lock', label);
    }
  });

  it('begin with the file in the editor, when there is one', () => {
    assert.deepEqual(filterChoices('src/cart.ts')[0]?.value, { word: 'file', value: 'src/cart.ts' });
    assert.equal(filterChoices(undefined).some(({ value }) => value.word === 'file'), false);
  });
});
