import assert from 'node:assert/strict';
import { codeSpan, escapeBlock, escapeInline } from '../../../src/ui/markdownText';
import { memoryMarkdown } from '../../../src/ui/memoryMarkdown';
import { anAskedPrompt, anObservation, aSummary } from '../../support/uiFixtures';

describe('a memory as markdown', () => {
  it('shows all of an observation', () => {
    assert.equal(
      memoryMarkdown(anObservation(), 'UTC'),
      [
        '# Rounding of totals fixed',
        '**Cents were lost**',
        '*bugfix · 2 January 2026 at 12:00 · prompt 2*',
        'The total was rounded per line.',
        'Now it is rounded once.',
        '## Facts',
        '- total() rounds once',
        '## Files modified',
        '- `src/total.ts`',
        '## Files read',
        '- `src/cart.ts`',
        '## Concepts',
        '- gotcha',
        '## Evidence',
        '- `toolu_1`',
        '---',
        'Memory `o1` of project `/work/shop`\n',
      ].join('\n\n'),
    );
  });

  it('leaves out what is empty', () => {
    const markdown = memoryMarkdown(anObservation({ subtitle: '', facts: [], concepts: [], filesRead: [], filesModified: [], evidence: [], narrative: '' }), 'UTC');
    assert.equal(markdown, '# Rounding of totals fixed\n\n*bugfix · 2 January 2026 at 12:00 · prompt 2*\n\n---\n\nMemory `o1` of project `/work/shop`\n');
  });

  it('names the sub-agent that did the work', () => {
    assert.match(memoryMarkdown(anObservation({ subagentType: 'Explore' })), /prompt 2 · by sub-agent Explore\*/);
  });

  it('shows all of a summary', () => {
    const markdown = memoryMarkdown(aSummary(), 'UTC');
    assert.match(markdown, /^# Fix the totals\n\n\*summary · 2 January 2026 at 12:00 · prompt 2\*\n\n## Investigated\n\ntotal\.ts\n\n## Learned\n/);
    assert.ok(!markdown.includes('Next steps'));
  });

  it('calls a summary without a request a summary', () => {
    assert.match(memoryMarkdown(aSummary({ request: '' })), /^# Summary\n/);
  });

  it('shows a prompt as it was asked, and one line only once', () => {
    assert.equal(memoryMarkdown(anAskedPrompt(), 'UTC'), '# Why is the total wrong?\n\n*asked · 2 January 2026 at 12:00 · prompt 2*\n\n---\n\nMemory `p7.2` of project `/work/shop`\n');
    assert.match(memoryMarkdown(anAskedPrompt({ request: 'Why?\nIt is off by one.' })), /^# Why\?\n\n[^\n]+\n\nWhy\?\s+It is off by one\./);
  });
});

describe('text of unknown origin in markdown', () => {
  const hostile: [string, string, string][] = [
    ['a command link', '[run](command:evil)', '\\[run\\](command:evil)'],
    ['an image', '![x](https://evil/p.png)', '!\\[x\\](https\\://evil/p.png)'],
    ['HTML', '<img src=x onerror=1>', '&lt;img src=x onerror=1\\>'],
    ['an entity', '&lt;b&gt;', '&amp;lt;b&amp;gt;'],
    ['an icon', '$(check) done', '\\$(check) done'],
    ['emphasis', '**bold** _it_ ~~x~~ `c`', '\\*\\*bold\\*\\* \\_it\\_ \\~\\~x\\~\\~ \\`c\\`'],
    ['an escape of the escape', '\\[x](y)', '\\\\\\[x\\](y)'],
    ['a heading', '# big', '\\# big'],
    ['a list', '- item', '\\- item'],
    ['a numbered list', '1. item', '1\\. item'],
    ['a rule', '---', '\\---'],
    ['a table', 'a | b', 'a \\| b'],
    ['an autolink', '<https://evil>', '&lt;https\\://evil\\>'],
    ['a bare address', 'see https://evil and www.evil.com', 'see https\\://evil and www\\.evil.com'],
    ['a mail address', 'me@evil.com', 'me\\@evil.com'],
    ['line ends', 'a\n# b\r\nc', 'a \\# b c'],
    ['reordering', 'a\u202eb\u2066c', 'abc'],
  ];
  for (const [what, text, expected] of hostile) {
    it(`does not become ${what}`, () => assert.equal(escapeInline(text), expected));
  }

  it('keeps paragraphs, lines, indentation and lists of a longer text, and nothing else', () => {
    assert.equal(escapeBlock('one\ntwo\n\n\n    # three\n- four\n- *five*\nsix'), 'one  \ntwo\n\n&nbsp;&nbsp;&nbsp;&nbsp;\\# three\n\n- four\n- \\*five\\*\n\nsix');
    assert.equal(escapeBlock('+ four\n* five\n---'), '\\+ four  \n\\* five  \n\\---');
  });

  it('keeps code and edits as they are, and lets nothing in them end the block', () => {
    assert.equal(escapeBlock('So:\n```ts\nif (a) {\n\n  return <b>;\n}\n```\n# done'), 'So:\n\n```\nif (a) {\n\n  return <b>;\n}\n```\n\n\\# done');
    assert.equal(escapeBlock('~~~\na\n```\n[x](command:y)'), '````\na\n```\n[x](command:y)\n````');
    assert.equal(escapeBlock('cart.ts (2 lines added, 1 removed):\n-  old\n+    new\n+````\n\n- item'), 'cart.ts (2 lines added, 1 removed):\n\n`````diff\n-  old\n+    new\n+````\n`````\n\n- item');
  });

  it('stays inside its code span', () => {
    assert.equal(codeSpan('a`b``c'), '```a`b``c```');
    assert.equal(codeSpan('`x'), '`` `x ``');
    assert.equal(codeSpan('a\nb'), '`a b`');
  });
});
