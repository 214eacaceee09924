import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changesIn, memoryPage, parsePage } from '../../../src/core/memoryPage';
import { CONCEPTS, OBSERVATION_TYPES } from '../../../src/core/observation';
import { anObservation, aSummary } from '../../support/uiFixtures';

describe('A memory as a page to edit', () => {
  it('is a title and a section for each of its parts', () => {
    assert.equal(
      memoryPage(anObservation()),
      `# Rounding of totals fixed

## Type

bugfix

## Subtitle

Cents were lost

## Narrative

The total was rounded per line.

Now it is rounded once.

## Facts

- total() rounds once

## Concepts

- gotcha

## Files modified

- src/total.ts

## Files read

- src/cart.ts
`,
    );
    assert.match(memoryPage(aSummary()), /^# Summary\n\n## Request\n\nFix the totals\n[^]*## Next steps\n$/);
  });

  it('says in which parts it was changed, and only those', () => {
    const page = memoryPage(anObservation()).replace('Cents were lost', 'Cents were found').replace('- gotcha\n', '');
    assert.deepEqual(changesIn(anObservation(), parsePage(page, 'observation')), { subtitle: 'Cents were found', concepts: [] });
    assert.deepEqual(changesIn(anObservation(), parsePage(memoryPage(anObservation()).replaceAll('\n', '\r\n'), 'observation')), {});
  });

  it('is read as it was written, whatever its texts hold', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(fc.constantFrom('# x', '## Facts', '\\## y', '\\\\# z', '- item', '  in', '', '<!-- a -->', '##', '#'), { maxLength: 6 }).map((lines) => lines.join('\n')));
    const once = (page: string): string => memoryPage({ kind: 'observation', ...parsePage(page, 'observation') } as ReturnType<typeof anObservation>);
    fc.assert(
      fc.property(fc.record({ title: text, subtitle: text, narrative: text, facts: fc.array(text, { maxLength: 4 }), filesRead: fc.array(text, { maxLength: 2 }), type: fc.constantFrom(...OBSERVATION_TYPES), concepts: fc.subarray([...CONCEPTS]) }), (content) => {
        const memory = anObservation({ ...content, title: `t ${content.title}` });
        const page = memoryPage(memory);
        const read = parsePage(page, 'observation');
        assert.equal(read.narrative, memory.narrative.replace(/\r\n?/g, '\n').trim());
        assert.deepEqual(read.facts, memory.facts.map((fact) => fact.replace(/\r\n?/g, '\n').trim()).filter((fact) => fact !== ''));
        assert.equal(once(page), page);
      }),
      { numRuns: 300 },
    );
  });

  for (const [what, page, message] of [
    ['a section that there is not', '# T\n\n## Type\n\nchange\n\n## Facs\n', /^Line 7: there is no section "Facs"/],
    ['a section twice', '# T\n## Type\nchange\n## Facts\n## Facts\n', /^Line 5: .*twice/],
    ['a second title', '# T\n# U\n', /^Line 2: there is one title/],
    ['no title', '## Type\nchange\n', /^Line 1: the title is missing/],
    ['an unknown type', '# T\n## Type\nnovel\n', /^Line 2: "novel" is no type\. There are bugfix/],
    ['an unknown concept', '# T\n## Type\nchange\n## Concepts\n- gotcha\n- magic\n', /^Line 4: "magic" is no concept/],
    ['text outside of a section', '# T\nwords\n', /^Line 2: text stands in a section/],
    ['a list that is none', '# T\n## Type\nchange\n## Facts\n- one\ntwo\n', /^Line 6: an item of a list begins/],
  ] as const) {
    it(`is refused with its line when it has ${what}`, () => assert.throws(() => parsePage(page, 'observation'), { name: 'UserFacingError', message }));
  }
});
