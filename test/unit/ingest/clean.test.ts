import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cap, MAX_STRING } from '../../../src/ingest/cap';
import { cleanPayload as clean } from '../../../src/ingest/clean';
import { secretCleaner } from '../../../src/ingest/secretCleaner';
import { cleanString } from '../../../src/ingest/cleanString';
import { CLAUDE_RECORDINGS, recordedCalls } from '../../support/recordings';
import { SECRETS } from '../../support/secrets';

const anySecret = fc.oneof(...Object.values(SECRETS));

const cleanPayload = (payload: unknown) => clean(payload, () => secretCleaner);

describe('cleaning of credentials in an object', () => {
  it('takes those of a registry and personal access tokens, and leaves what only has such a name', () => {
    assert.deepEqual(cleanPayload({ auths: { r: { auth: 'ZGV2Omh1bnRlcjI=' } }, GITHUB_PAT: 'a1b2c3d4e5f6', author: 'ada1815lovelace', auth: true, file_pattern: 'src1/abcdefgh' }), {
      auths: { r: { auth: '[redacted:secret]' } }, GITHUB_PAT: '[redacted:secret]', author: 'ada1815lovelace', auth: true, file_pattern: 'src1/abcdefgh',
    });
  });
});

describe('capping', () => {
  it('leaves 16,000 characters whole and cuts one more', () => {
    const whole = 'x'.repeat(MAX_STRING);
    assert.equal(cap(whole), whole);
    assert.ok(cap(`${whole}x`).length < MAX_STRING);
  });

  it('keeps the first 60 % and the last 30 % of the limit and says both sizes between them', () => {
    const text = cap('a'.repeat(50_000) + 'b'.repeat(50_000));
    assert.equal(text, `${'a'.repeat(9600)}\n[… 85600 of 100000 characters left out …]\n${'b'.repeat(4800)}`);
    assert.equal(cap(text), text);
  });

  it('never splits a character', () => {
    for (const shift of ['', 'x']) assert.doesNotMatch(cap(shift + '😀'.repeat(20_000)), /\p{Surrogate}/u);
  });
});

describe('cleaning of a string', () => {
  it('drops NUL and repairs lone surrogates', () => assert.equal(cleanString('a\0b\ud800c😀'), 'ab\ufffdc😀'));

  it('finds a tag that NUL characters were to hide', () => assert.equal(cleanString('a <pri\0vate>b</private>'), 'a [private]'));

  it('strips private parts before it cuts, so that a cut cannot open one', () => {
    const text = cleanString(`<private>${'s3cret '.repeat(20_000)}</private>${'x'.repeat(20_000)}`);
    assert.ok(text.startsWith('[private]xxx'));
    assert.doesNotMatch(text, /s3cret/);
  });

  it('lets no secret survive at the edges of what is kept of a huge string', () => {
    fc.assert(
      fc.property(anySecret, fc.constantFrom(9000, 9590, 9600, 12_000, 25_900, 25_984), fc.integer({ min: 0, max: 700 }), fc.boolean(), ({ text, secret }, at, shift, fromEnd) => {
        const filler = 'words of text, '.repeat(14_000).slice(0, 200_000);
        const position = fromEnd ? filler.length - at - shift + 4800 : at + shift;
        const result = cleanString(`${filler.slice(0, position)} ${text} ${filler.slice(position)}`);
        assert.ok(!result.includes(secret));
        assert.ok(result.length <= MAX_STRING);
        assert.equal(cleanString(result), result);
      }),
    );
  });

  it('changes nothing the second time, whatever the string', () => {
    const long = fc.tuple(fc.string({ unit: 'binary', maxLength: 50 }), fc.integer({ min: 1, max: 60_000 })).map(([text, size]) => text.repeat(Math.ceil(size / (text.length + 1))));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), long), (text) => {
        const once = cleanString(text);
        assert.equal(cleanString(once), once);
        assert.ok(once.length <= MAX_STRING);
        assert.doesNotMatch(once, /\0|\p{Surrogate}/u);
      }),
    );
  });
});

describe('cleaning of a payload', () => {
  it('leaves the recorded payloads as they are, but for NUL', () => {
    for (const file of CLAUDE_RECORDINGS)
      for (const { payload } of recordedCalls(file)) assert.deepEqual(cleanPayload(payload), JSON.parse(JSON.stringify(payload).replaceAll('\\u0000', '')));
  });

  it('finds a private key that lies in the lines of a list, as diffs have them', () => {
    const body = Array.from({ length: 6 }, (_, line) => `MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${line}`.padEnd(64, 'Ab1+'));
    const lines = ['+-----BEGIN PRIVATE KEY-----', ...body.map((line) => `+${line}`), '+-----END PRIVATE KEY-----', '+done'];
    const cleaned = cleanPayload({ structuredPatch: [{ oldStart: 1, lines }] });
    assert.doesNotMatch(JSON.stringify(cleaned), /MIIEvQ/);
    assert.match(JSON.stringify(cleaned), /\[redacted:private-key\]/);
    assert.match(JSON.stringify(cleaned), /done/);
    assert.deepEqual(cleanPayload(cleaned), cleaned);
  });

  it('cleans keys as it cleans values, and keeps both of two that become the same', () => {
    assert.deepEqual(cleanPayload({ [`AKIA${'A'.repeat(16)}`]: 1, [`AKIA${'B'.repeat(16)}`]: 2 }), { '[redacted:aws-access-key]': 1, '[redacted:aws-access-key]#2': 2 });
  });

  it('redacts a value whose key names a secret, as a whole and only when it is one', () => {
    assert.deepEqual(
      cleanPayload({ password: 'correct-horse', dbPassword: ['battery1'], token: 'identifier', access_token: 'abc123def456', headers: { Authorization: 'Basic dXNlcjpwYXNz' }, input_tokens: 12, passwordHint: 'none', secret: '' }),
      { password: '[redacted:password]', dbPassword: ['[redacted:password]'], token: 'identifier', access_token: '[redacted:secret]', headers: { Authorization: '[redacted:secret]' }, input_tokens: 12, passwordHint: 'none', secret: '' },
    );
  });

  it('never keeps who the user is', () => assert.deepEqual(cleanPayload({ user_email: 'dev@example.com', a: { user_email: 1 } }), { a: {} }));

  it('sets no prototype', () => {
    const result = cleanPayload(JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'));
    assert.equal((result as { polluted?: boolean }).polluted, undefined);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
    assert.deepEqual(Object.keys(result as object), ['constructor']);
  });

  it('bounds depth and number of values', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 10_000; level++) deep = [deep];
    assert.match(JSON.stringify(cleanPayload(deep)), /too deep/);
    const wide = cleanPayload(new Array(300_000).fill(1)) as unknown[];
    assert.ok(wide.length < 100_001);
    assert.deepEqual(cleanPayload(wide), wide);
  });

  it('never throws, always gives JSON, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.jsonValue()), (value) => {
        const once = cleanPayload(value);
        assert.deepEqual(cleanPayload(once), once);
        assert.deepEqual(JSON.parse(JSON.stringify(once)), once);
      }),
      { numRuns: 1000 },
    );
  });

  it('lets no secret survive, wherever in the payload it lies', () => {
    fc.assert(
      fc.property(anySecret, fc.jsonValue(), fc.string({ maxLength: 10 }), ({ text, secret }, other, key) => {
        const payload = { other, tool_input: { [`k${key}`]: [{ command: `run ${text}\nnext` }] }, [`x ${text}\n`]: true, nested: JSON.stringify({ inner: ` ${text} ` }) };
        const result = JSON.stringify(cleanPayload(payload));
        assert.ok(!result.includes(secret), result);
      }),
      { numRuns: 1000 },
    );
  });
});
