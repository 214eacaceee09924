import assert from 'node:assert/strict';
import { MOST_OF_FILE } from '../../../../src/ui/files/fileMemories';
import { countText, hoverMarkdown, naming } from '../../../../src/ui/files/fileText';
import { aFileMemory, NOON } from '../../../support/uiFixtures';

describe('The texts about a file\'s memories', () => {
  it('count them, as far as they were asked for', () => {
    assert.equal(countText([aFileMemory()]), '1 memory');
    assert.equal(countText([aFileMemory(), aFileMemory()]), '2 memories');
    assert.equal(countText(new Array(MOST_OF_FILE).fill(aFileMemory())), '100+ memories');
  });

  it('find the memories that say a name, whole and in its case', () => {
    const memories = [aFileMemory({ id: 'o1', title: 'roundTotal() rounds once' }), aFileMemory({ id: 'o2', title: 'x', subtitle: 'see roundTotal' }), aFileMemory({ id: 'o3', title: 'roundTotals and roundtotal' })];
    assert.deepEqual(naming('roundTotal', memories).map(({ id }) => id), ['o1', 'o2']);
    assert.deepEqual(naming('of', [aFileMemory({ title: 'Rounding of totals' })]), []);
    assert.deepEqual(naming('a.*b$', [aFileMemory({ title: 'a.*b$' })]).length, 1);
  });

  it('link the newest, and take no markup from them', () => {
    const memories = Array.from({ length: 7 }, (_, at) => aFileMemory({ id: `o${at}`, title: at === 0 ? '[x](command:evil) **b**' : `Memory ${at}` }));
    const text = hoverMarkdown('7 memories of this file', memories, NOON);
    assert.match(text, /^\*\*Recollect:\*\* 7 memories of this file\n\n- \[\\\[x\\\]\(command:evil\) \\\*\\\*b\\\*\\\*\]\(command:recollect\.openMemory\?%5B%7B%22memoryId%22%3A%22o0%22%7D%5D\) \*bugfix · now\*/);
    assert.equal(text.match(/^- /gm)?.length, 5);
    assert.match(text, /\[Show all\]\(command:recollect\.showFileMemories\)$/);
  });
});
