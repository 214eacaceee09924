import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { parseTyped, projectNamed, type TypedQuery, withFilter } from '../../../../src/core/search/typedQuery';

const NOW = new Date(2026, 4, 8, 12).getTime();
const parse = (line: string): TypedQuery => parseTyped(line, NOW);
const filters = (line: string): object => {
  return Object.fromEntries(Object.entries(parse(line).search).filter(([name]) => name !== 'query'));
};
const words = (line: string): string => parse(line).search.query;

describe('A line that somebody types to search', () => {
  it('is words, of which the last may go on', () => {
    assert.equal(words(''), '');
    assert.equal(words('rounding of to'), 'rounding of to*');
    assert.equal(words('rounding of totals '), 'rounding of totals');
    assert.equal(words('src/cart.t'), 'src/cart.t*');
    assert.equal(words('a'), 'a');
    assert.equal(words('rate*'), 'rate*');
    assert.equal(words('what is it?'), 'what is it?');
  });

  it('may hold filters, anywhere and in any case', () => {
    assert.deepEqual(parse('lock Type:bugfix agent:codex order'), { search: { query: 'lock order*', type: 'bugfix', agent: 'codex' } });
    assert.deepEqual(filters('concept:gotcha file:src/cart.ts session:12'), { concept: 'gotcha', file: 'src/cart.ts', sessionId: 12 });
    assert.deepEqual(parse('project:shop-api file:"my cart.ts"'), { search: { query: '', file: 'my cart.ts' }, projectName: 'shop-api' });
    assert.deepEqual(filters('type:summary'), { type: 'summary' });
  });

  it('takes the beginning of a value that can be no other', () => {
    assert.deepEqual(filters('type:bug agent:claude concept:trade'), { type: 'bugfix', agent: 'claude-code', concept: 'trade-off' });
  });

  it('waits for a filter that is not typed to its end', () => {
    for (const line of ['type:', 'type:d', 'agent:', 'agent:co', 'since:', 'since:2026-0', 'since:yest', 'file:"', 'project:']) assert.deepEqual(parse(line), { search: { query: '' } }, line);
  });

  it('knows times', () => {
    assert.deepEqual(filters('since:2026-05-01 until:2026-05-08'), { sinceMs: new Date(2026, 4, 1).getTime(), untilMs: new Date(2026, 4, 8).getTime() });
    assert.deepEqual(filters('since:2h'), { sinceMs: NOW - 7_200_000 });
    assert.deepEqual(filters('since:yesterday until:today'), { sinceMs: new Date(2026, 4, 7).getTime(), untilMs: new Date(2026, 4, 8).getTime() });
  });

  it('leaves what is no filter among the words', () => {
    for (const line of ['std::vector', 'https://example.org', 'TODO: later', 'type:nonsense', 'session:x', 'since:whenever', '"type:bugfix"', 'mytype:bugfix', 'C:\\x\\y']) {
      assert.deepEqual(filters(line), {}, line);
      assert.equal(words(`${line} `), line);
    }
  });

  it('keeps quoted phrases whole', () => {
    assert.equal(words('"rate limit" model '), '"rate limit" model');
    assert.equal(words('“no such file:x” '), '“no such file:x”');
  });

  it('never fails and loses no word, whatever is typed', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (line) => typeof parse(line).search.query === 'string'));
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{3,8}$/)), (list) => assert.equal(words(`${list.join(' ')} `), list.join(' '))));
  });

  it('is given a filter in place of another of that name', () => {
    assert.equal(withFilter('', 'type', 'bugfix'), 'type:bugfix ');
    assert.equal(withFilter('lock type:feature "in order" ', 'type', 'bugfix'), 'lock "in order" type:bugfix ');
    assert.deepEqual(filters(withFilter('lock', 'file', 'my "cart".ts')), { file: 'my cart.ts' });
  });
});

describe('The project that somebody names', () => {
  const projects = [
    { project: 'github.com/acme/shop-web', name: 'shop-web' },
    { project: '/home/dev/shop', name: 'shop' },
    { project: '/home/dev/api', name: 'api' },
  ];

  it('is the one of that name, else the first that begins with it or has it', () => {
    assert.equal(projectNamed('Shop', projects), '/home/dev/shop');
    assert.equal(projectNamed('shop-', projects), 'github.com/acme/shop-web');
    assert.equal(projectNamed('acme', projects), 'github.com/acme/shop-web');
    assert.equal(projectNamed('/home/dev/api', projects), '/home/dev/api');
    assert.equal(projectNamed('nothing', projects), undefined);
  });
});
