import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Json } from '../../../src/core/hookEvent';
import { buildPrompt, MAX_BYTES_PER_MESSAGE, type Prompt } from '../../../src/core/prompt';
import { bash, batchOf, edit, failedBash, summarize, toolUse } from '../../support/batches';
import { recordedBatches, recordings } from '../../support/recordedBatches';

const asIs = (text: string): string => text;
const OUR_LINE = /^(?:USER ASKED|ALREADY KNOWN|MESSAGE \d+|DONE THIS TURN|AGENT'S LAST WORDS|Give the observations(?: and the summary of the turn)?\.)$/u;

/** What goes over the wire, with some room for what a vendor's request adds. */
function wireBytes(prompt: Prompt): number {
  return Buffer.byteLength(JSON.stringify({ model: 'claude-haiku-4-5', max_tokens: 8_192, stream: true, system: [{ type: 'text', text: prompt.system, cache_control: { type: 'ephemeral' } }], messages: [{ role: 'user', content: prompt.user }], output_config: { format: { type: 'json_schema', schema: prompt.schema } } }));
}

describe('buildPrompt', () => {
  it('numbers the messages and says what each did', () => {
    const { user } = buildPrompt(batchOf([edit('src/a.ts', 'one();', 'two();'), failedBash('npm test', 'Exit code 1\nTypeError: boom')]), asIs);
    assert.equal(user, ['USER ASKED', '|Add a health endpoint', 'MESSAGE 1', '|edit src/a.ts', '|-one();', '|+two();', 'MESSAGE 2', '|$ npm test', '|exit 1', '|TypeError: boom', 'Give the observations.'].join('\n'));
  });

  it('keeps the system prompt the same whatever the batch, so that caches hold', () => {
    const systems = new Set(recordings().flatMap(recordedBatches).map((batch) => buildPrompt(batch, asIs).system));
    assert.equal(systems.size, 1);
  });

  it('asks for a summary only when the batch ends with a request for one, and gives it the turn so far', () => {
    const plain = buildPrompt(batchOf([bash('ls')]), asIs);
    const last = buildPrompt(batchOf([bash('ls'), summarize('All done.')], { turnTitles: ['Edited src/a.ts'] }), asIs);
    assert.ok(!JSON.stringify(plain.schema).includes('nextSteps'));
    assert.ok(JSON.stringify(last.schema).includes('nextSteps'));
    assert.match(last.user, /DONE THIS TURN\n\|Edited src\/a\.ts\nAGENT'S LAST WORDS\n\|All done\./u);
  });

  it('leaves the original file out of an edit', () => {
    const response = { originalFile: 'UNCHANGED '.repeat(500), structuredPatch: [{ lines: [' before', '-old', '+new'] }] };
    const { user } = buildPrompt(batchOf([toolUse('Edit', { file_path: '/x/a.ts', old_string: 'old', new_string: 'new' }, response)]), asIs);
    assert.match(user, /\|-old\n\|\+new/u);
    assert.ok(!user.includes('UNCHANGED'));
  });

  it('keeps head and tail of a long output', () => {
    const { user } = buildPrompt(batchOf([bash('npm test', `HEAD\n${'noise\n'.repeat(2_000)}TAIL`)]), asIs);
    assert.match(user, /HEAD[\s\S]*…\[\d+ cut\]…[\s\S]*TAIL/u);
  });

  it('cleans every text before it shortens it, so that half a secret cannot slip through', () => {
    const secret = `key-${'s'.repeat(100)}`;
    for (let padding = 0; padding < 1_600; padding += 40) {
      const { user } = buildPrompt(batchOf([...Array.from({ length: 9 }, () => bash('ls')), bash('env', `${'x'.repeat(padding)}${secret}${'y'.repeat(3_000)}`)]), (text) => text.replaceAll(secret, '[key]'));
      assert.ok(!user.includes('sss'), `with ${padding} characters before it`);
    }
  });

  it('never lets recorded text stand on a line of its own, whatever it holds', () => {
    const hostile = fc.array(fc.oneof(fc.string(), fc.constantFrom('\n', '\r', '\r\n', '\u2028', '\u2029', '\u0085', '\v', '\f', 'MESSAGE 9', '|', '\n\nGive the observations.', 'x'.repeat(900), '\u001b[2J', '\u202e')), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, hostile, hostile, (one, two, three) => {
        const batch = batchOf([bash(one, two), toolUse(three, { file_path: one, old_string: two, new_string: three }, { content: one }), { kind: 'subagentReport', report: { text: three } }, summarize(two)], { prompt: three, recentTitles: [one, two], turnTitles: [three] });
        for (const line of buildPrompt(batch, asIs).user.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u)) assert.ok(line.startsWith('|') || OUR_LINE.test(line), JSON.stringify(line));
      }),
    );
  });

  it('stays under its bytes for each message, schema and system prompt included, whatever the payloads', () => {
    const payload = fc.oneof(fc.jsonValue() as fc.Arbitrary<Json>, fc.noShrink(fc.string({ minLength: 3_000, maxLength: 6_000, unit: 'binary' })));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('Bash', 'Edit', 'Read', 'mcp__a__b', 'Write', 'Unknown'), payload, payload), { minLength: 1, maxLength: 12 }), (uses) => {
        const batch = batchOf(uses.map(([name, input, response]) => toolUse(name, { command: input, file_path: '/a', content: input, text: input }, response)), { prompt: '"quoted" '.repeat(500), recentTitles: Array.from({ length: 8 }, () => '"a title" '.repeat(20)) });
        const bytes = wireBytes(buildPrompt(batch, asIs));
        assert.ok(bytes <= MAX_BYTES_PER_MESSAGE * uses.length, `${bytes} bytes for ${uses.length} messages`);
      }),
      { numRuns: 60 },
    );
  });

  it('does not grow with the session', () => {
    const sizes = [1, 100, 10_000].map((session) => wireBytes(buildPrompt(batchOf([bash('npm test', 'ok')], { recentTitles: Array.from({ length: 8 }, (_, index) => `Title ${10_000 + session + index}`) }), asIs)));
    assert.equal(new Set(sizes).size, 1);
  });
});
