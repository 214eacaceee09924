import type { RecollectApi } from '../../src/core/api';
import { MemorySearch } from '../../src/ui/search/memorySearch';

/** From a key to the answer that is drawn, in ms, while the lines are typed letter by letter into the search that people use. */
export async function typingTimes(api: RecollectApi, lines: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const line of lines) {
    const search = new MemorySearch(api, undefined, () => undefined);
    for (let length = 0; length <= line.length; length++) {
      const startMs = performance.now();
      await search.type(line.slice(0, length));
      times.push(performance.now() - startMs);
    }
  }
  return times;
}
