import assert from 'node:assert/strict';
import fc from 'fast-check';
import { BLOCK_SIZE, frequenciesIn, packFrequencies, postingLists, unpackFrequencies } from '../../../../src/core/search/postings';

describe('Postings', () => {
  it('give back how often a term is in each field, up to what fits', () => {
    const frequencies = fc.record({ title: fc.nat(3), files: fc.nat(3), concepts: fc.nat(1), body: fc.nat(31) });
    fc.assert(fc.property(frequencies, (each) => assert.deepEqual(unpackFrequencies(packFrequencies(each)), { ...each })));
    assert.deepEqual(unpackFrequencies(packFrequencies({ title: 9, files: 9, concepts: 9, body: 99 })), { title: 3, files: 3, concepts: 1, body: 31 });
  });

  it('tell of each document whether they hold it', () => {
    const ordinals = fc.uniqueArray(fc.nat(3 * BLOCK_SIZE), { maxLength: 60 });
    fc.assert(
      fc.property(ordinals, fc.nat(3 * BLOCK_SIZE), (unsorted, other) => {
        const held = unsorted.toSorted((a, b) => a - b);
        const lists = postingLists(held.flatMap((ordinal) => [ordinal, (ordinal % 1023) + 1]));
        const found = (ordinal: number): number | undefined => lists.map((list) => frequenciesIn(list, ordinal)).find((packed) => packed !== undefined);
        for (const ordinal of held) assert.equal(found(ordinal), (ordinal % 1023) + 1);
        assert.equal(found(other), held.includes(other) ? (other % 1023) + 1 : undefined);
      }),
    );
  });
});
