import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isSuspicious, searchAtOnce } from '../../../src/ingest/suspicion';
import { TOKEN_PREFIXES } from '../../../src/ingest/tokenRules';
import { SECRETS } from '../../support/secrets';

describe('what is suspicious', () => {
  const atOnce = searchAtOnce();
  const piece = fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom(...TOKEN_PREFIXES, 'PassWord', '_pass', 'sig=', '<private', 'api_key', 'https://a:b@c', '.', 'toke', 'n'));

  it('is the same whether it is searched for one by one or all at once', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const text = pieces.join('');
        assert.equal(isSuspicious(text, atOnce), isSuspicious(text));
      }),
      { numRuns: 1000 },
    );
  });

  it('is nothing in what every payload has', () => {
    for (const text of ['{"transcript_path":"/a","file_path":"/b","pattern":"x_pattern"}', '{"author":"Ada","auths_of":1}']) assert.ok(!isSuspicious(text) && !isSuspicious(text, atOnce), text);
  });

  it('includes every secret', () => {
    for (const one of Object.values(SECRETS)) for (const { text } of fc.sample(one, 20)) assert.ok(isSuspicious(text, atOnce) && isSuspicious(text), text);
  });
});
