import assert from 'node:assert/strict';
import { parse, type ParseError } from 'jsonc-parser';
import { added, removed } from '../../../../src/agents/connect/jsonEdit';

const VALUE = [{ command: 'ours' }];
const FILES: Readonly<Record<string, string>> = {
  'inline objects': '{\n  "permissions": { "deny": [] },\n  "list": [1,2,   3]\n}\n',
  'an inline object at the end': '{\n  "model": "x",\n  "permissions": { "deny": [] }\n}\n',
  'comments': '// top\n{\n  "a": 1, // first\n  /* before */ "b": { "c": [] } // last\n}\n',
  'tabs': '{\n\t"a": { "deny": [] },\n\t"b": [ ]\n}\n',
  'Windows line ends': '{\r\n    "a": { "deny": [] },\r\n    "b": 1\r\n}\r\n',
  'a trailing comma': '{\n  "a": { "deny": [] }, // mine\n}\n',
  'one line': '{ "permissions": { "deny": [] }, "b":1 }',
};

/** Whether `longer` is `text` with a comma, if any, and one piece put in. */
function isKept(text: string, longer: string): boolean {
  let at = 0;
  while (at < text.length && text[at] === longer[at]) at++;
  if (longer[at] === ',') while (at < text.length && text[at] === longer[at + 1]) at++;
  return longer.endsWith(text.slice(at)) && longer.length > text.length;
}

describe('an edit of JSON with comments', () => {
  for (const [what, text] of Object.entries(FILES)) {
    it(`adds a member to ${what} and leaves every other byte, and takes it out again`, () => {
      const longer = added(text, ['hooks', 'Stop'], VALUE);
      const errors: ParseError[] = [];
      assert.deepEqual(parse(longer, errors, { allowTrailingComma: true }), { ...(parse(text, [], { allowTrailingComma: true }) as object), hooks: { Stop: VALUE } });
      assert.deepEqual(errors, []);
      assert.ok(isKept(text, longer), longer);
      for (const line of text.split('\n').filter((line) => line.includes('deny') && line.endsWith(','))) assert.ok(longer.split('\n').includes(line), longer);
      assert.equal(longer.includes('\r\n'), text.includes('\r\n'));
      if (text.includes('\r\n')) assert.doesNotMatch(longer, /[^\r]\n/);
      assert.deepEqual(parse(removed(longer, ['hooks']), errors, { allowTrailingComma: true }), parse(text, [], { allowTrailingComma: true }));
      assert.deepEqual(errors, []);
    });
  }

  it('writes the member as the file is written', () => {
    assert.equal(added('{\n\t"permissions": { "deny": [] }\n}\n', ['hooks'], { Stop: [] }), '{\n\t"permissions": { "deny": [] },\n\t"hooks": {\n\t\t"Stop": []\n\t}\n}\n');
    assert.equal(added('{\n  "a": 1 // one\n}', ['b'], 2), '{\n  "a": 1, // one\n  "b": 2\n}');
    assert.equal(added('{\n  "a": { "deny": [] }, // mine\n}', ['b'], 2), '{\n  "a": { "deny": [] }, // mine\n  "b": 2,\n}');
    assert.equal(added('{}', ['a'], 1), '{\n  "a": 1\n}');
    assert.equal(added('{\n  // nothing yet\n}\n', ['a'], 1), '{\n  // nothing yet\n  "a": 1\n}\n');
  });

  it('adds an item behind the last of a list', () => {
    assert.equal(added('{\n  "Stop": [\n    1\n  ]\n}', ['Stop', 1], 2), '{\n  "Stop": [\n    1,\n    2\n  ]\n}');
  });

  it('takes out the first, the middle, the last and the only one with its comma, and no comment of its neighbour', () => {
    const list = '[\n  1, // one\n  2, // two\n  3\n]';
    assert.equal(removed(list, [0]), '[\n  2, // two\n  3\n]');
    assert.equal(removed(list, [2]), '[\n  1, // one\n  2 // two\n]');
    assert.equal(removed('[1, 2, 3]', [1]), '[1, 3]');
    assert.equal(removed('{\n  "a": 1\n}', ['a']), '{}');
    assert.equal(removed('{ "a": [] }', ['b']), '{ "a": [] }');
  });
});
