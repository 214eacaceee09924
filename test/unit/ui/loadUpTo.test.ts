import assert from 'node:assert/strict';
import { loadUpTo } from '../../../src/ui/loadUpTo';

describe('loading a list up to a limit', () => {
  const list = (length: number) => {
    const asked: string[] = [];
    const load = async ({ limit, offset }: { limit: number; offset: number }): Promise<number[]> => {
      asked.push(`${limit} from ${offset}`);
      return Array.from({ length }, (_, index) => index).slice(offset, offset + limit);
    };
    return { asked, load };
  };

  it('asks once for what fits a page', async () => {
    const { asked, load } = list(1000);
    assert.equal((await loadUpTo(51, load)).length, 51);
    assert.deepEqual(asked, ['51 from 0']);
  });

  it('asks for more than a page in pages', async () => {
    const { asked, load } = list(2000);
    const entries = await loadUpTo(1100, load);
    assert.deepEqual([entries.length, entries.at(-1), asked], [1100, 1099, ['500 from 0', '500 from 500', '100 from 1000']]);
  });

  it('ends where the list does', async () => {
    const { asked, load } = list(500);
    assert.equal((await loadUpTo(2000, load)).length, 500);
    assert.deepEqual(asked, ['500 from 0', '500 from 500']);
    assert.deepEqual(await loadUpTo(0, load), []);
  });
});
