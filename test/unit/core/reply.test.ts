import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ProviderError } from '../../../src/core/errors';
import { CONCEPTS, OBSERVATION_TYPES } from '../../../src/core/observation';
import { jsonOfAnswer, parseReply, REPLY_LIMITS } from '../../../src/core/reply';
import { bash, batchOf, edit, summarize, toolUse } from '../../support/batches';

const asIs = (text: string): string => text;
const BATCH = batchOf([edit('src/a.ts', 'old', 'new'), toolUse('Read', { file_path: '/home/dev/shop-api/src/b.ts' }), bash('npm test', 'ok')]);
const WITH_SUMMARY = batchOf([bash('ls'), summarize('Done.')]);

const observation = (more: object): object => ({ type: 'change', title: 'A title', subtitle: '', narrative: '', facts: [], concepts: [], evidence: [1], ...more });
const parseOne = (more: object): ReturnType<typeof parseReply>['observations'][number] | undefined => parseReply({ observations: [observation(more)] }, BATCH, asIs).observations[0];
const isInvalid = (error: unknown): boolean => error instanceof ProviderError && error.kind === 'invalidReply';

describe('parseReply', () => {
  it('takes a whole reply as it is', () => {
    const said = { type: 'bugfix', title: 'Fixed the route', subtitle: 'In one line.', narrative: 'It was wrong.', facts: ['A fact'], concepts: ['gotcha'], evidence: [3] };
    assert.deepEqual(parseReply({ observations: [said] }, BATCH, asIs), {
      observations: [{ type: 'bugfix', title: 'Fixed the route', subtitle: 'In one line.', narrative: 'It was wrong.', facts: ['A fact'], concepts: ['gotcha'], filesRead: [], filesModified: [], messageIds: [103] }],
    });
  });

  it('takes "nothing worth keeping" for an answer', () => {
    assert.deepEqual(parseReply({ observations: [] }, BATCH, asIs), { observations: [] });
  });

  it('knows the files from the evidence, not from the model', () => {
    const said = parseOne({ evidence: [1, 2], filesModified: ['/etc/passwd'] });
    assert.deepEqual([said?.filesModified, said?.filesRead], [['src/a.ts'], ['src/b.ts']]);
  });

  it('drops numbers that mean no message', () => {
    assert.deepEqual(parseOne({ evidence: [2, 9, -1, 1.5, 'three', null, { toString: 0 }, [1], 2, '3'] })?.messageIds, [102, 103]);
  });

  it('lets an observation without evidence stand on the whole batch', () => {
    for (const evidence of [[], [99], undefined, 'all']) assert.deepEqual(parseOne({ evidence })?.messageIds, [101, 102, 103]);
  });

  it('never takes the request for a summary as evidence of a deed', () => {
    assert.deepEqual(parseReply({ observations: [observation({ evidence: [1, 2] })], summary: null }, WITH_SUMMARY, asIs).observations[0]?.messageIds, [101]);
  });

  it('mends types that are nearly right and chooses by the evidence where nothing is', () => {
    assert.equal(parseOne({ type: 'Bug Fix' })?.type, 'bugfix');
    assert.equal(parseOne({ type: 'FEATURE' })?.type, 'feature');
    assert.equal(parseOne({ type: 'constructor' })?.type, 'change');
    assert.equal(parseOne({ type: 7, evidence: [2] })?.type, 'discovery');
  });

  it('mends concepts that are nearly right and drops the others', () => {
    assert.deepEqual(parseOne({ concepts: ['How it works', 'GOTCHA', 'gotcha', 'magic', 3] })?.concepts, ['how-it-works', 'gotcha']);
  });

  it('takes its title from what is said next where there is none', () => {
    assert.equal(parseOne({ title: '', narrative: 'The narrative.' })?.title, 'The narrative.');
  });

  it('strips control characters, terminal sequences and text that cannot be seen', () => {
    const said = parseOne({ title: 'a\u001b[31mred\u0007\nline\u202e', narrative: 'one\r\ntwo\u0000\u{e0041}' });
    assert.equal(said?.title, 'ared line');
    assert.equal(said.narrative, 'one\ntwo');
  });

  it('cleans every string of the model', () => {
    const reply = { observations: [observation({ title: 'KEY', subtitle: 'KEY', narrative: 'KEY', facts: ['KEY'] })], summary: { request: 'KEY', investigated: 'KEY', learned: 'KEY', completed: 'KEY', nextSteps: 'KEY' } };
    assert.ok(!JSON.stringify(parseReply(reply, WITH_SUMMARY, (text) => text.replaceAll('KEY', '[key]'))).includes('KEY'));
  });

  it('takes a bare list for the observations', () => {
    assert.equal(parseReply([observation({})], BATCH, asIs).observations.length, 1);
  });

  it('wants the summary that was asked for', () => {
    for (const summary of [undefined, 'prose', 42, [], {}, { request: '' }]) assert.throws(() => parseReply({ observations: [], summary }, WITH_SUMMARY, asIs), isInvalid);
  });

  it('lets a model say that there is nothing to summarize', () => {
    assert.deepEqual(parseReply({ observations: [], summary: null }, WITH_SUMMARY, asIs), { observations: [] });
  });

  it('ignores a summary that nobody asked for', () => {
    assert.deepEqual(parseReply({ observations: [], summary: { request: 'x' } }, BATCH, asIs), { observations: [] });
  });

  it('refuses what is no reply', () => {
    for (const reply of [null, undefined, 42, 'prose', {}, { observations: 'none' }, { observations: [1, 'x', {}] }]) assert.throws(() => parseReply(reply, BATCH, asIs), isInvalid);
  });

  it('gives a valid compression or an invalid reply, whatever the model says', () => {
    const part = fc.oneof(fc.anything(), fc.noShrink(fc.string({ minLength: 5_000, maxLength: 6_000 })));
    const said = fc.record({ type: part, title: part, subtitle: part, narrative: part, facts: fc.array(part), concepts: part, evidence: fc.array(fc.oneof(part, fc.integer({ min: -1, max: 4 }))) }, { requiredKeys: [] });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.record({ observations: fc.array(said), summary: part })), (reply) => {
        let observations: ReturnType<typeof parseReply>['observations'];
        try {
          ({ observations } = parseReply(reply, BATCH, asIs));
        } catch (error) {
          assert.ok(isInvalid(error), String(error));
          return;
        }
        for (const each of observations) {
          assert.ok(OBSERVATION_TYPES.includes(each.type));
          assert.ok(each.concepts.every((concept) => CONCEPTS.includes(concept)));
          assert.ok(each.title.length > 0 && Array.from(each.title).length <= REPLY_LIMITS.title);
          assert.ok(Array.from(each.narrative).length <= REPLY_LIMITS.narrative);
          assert.ok(each.facts.length <= REPLY_LIMITS.facts);
          assert.ok(each.messageIds.length > 0 && each.messageIds.every((id) => [101, 102, 103].includes(id)));
        }
      }),
    );
  });
});

describe('jsonOfAnswer', () => {
  it('reads JSON, in a code fence too', () => {
    for (const answer of ['{"a":1}', ' {"a":1}\n', '```json\n{"a":1}\n```', '```\n{"a":1}\n```']) assert.deepEqual(jsonOfAnswer(answer), { a: 1 });
  });

  it('refuses prose, half a JSON and nothing', () => {
    for (const answer of ['', '  ', 'Sure! Here it is:', '{"a":', '```json\n{"a":1']) assert.throws(() => jsonOfAnswer(answer), isInvalid);
  });
});
