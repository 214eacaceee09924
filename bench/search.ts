import { apiOf } from './support/apiOf';
import { fillMemory } from './support/filledMemory';
import { machine, rounded, spread } from './support/measure';
import { queries } from './support/queries';
import { serve, temporaryHome } from './support/servedOwner';
import { typingTimes } from './support/typing';

const SIZES = [10_000, 100_000];
const EACH = 50;
/** One of so many questions is typed letter by letter. */
const TYPED_OF = 10;

/** Time of a search through the owner's API, for rare, middling and common words, for questions of eight words, and for each letter that somebody types. */
export async function run(words: readonly string[]): Promise<object> {
  const sizes = words.length > 0 ? words.map(Number) : SIZES;
  const results: Record<string, object> = {};
  for (const size of sizes) results[size] = await searchIn(size);
  return { observations: results, machine: machine() };
}

async function searchIn(size: number): Promise<object> {
  const { home, remove } = temporaryHome();
  try {
    await fillMemory(home, size);
    const owner = await serve(home);
    const { api, close } = await apiOf(owner.socket);
    const asked = queries(EACH);
    try {
      const all: number[] = [];
      const kinds: Record<string, object> = {};
      for (const kind of ['rare', 'middling', 'common', 'phrases'] as const) {
        const times: number[] = [];
        let hits = 0;
        for (const query of asked[kind]) {
          const startMs = performance.now();
          hits += (await api.search({ query, limit: 20 })).length;
          times.push(performance.now() - startMs);
        }
        all.push(...times);
        kinds[kind] = { ...spread(times), hitsPerQuery: rounded(hits / EACH, 1) };
      }
      const typed = spread(await typingTimes(api, [...asked.common, ...asked.middling, ...asked.rare].filter((_, index) => index % TYPED_OF === 0)));
      const floor: number[] = [];
      for (let sample = 0; sample < EACH; sample++) {
        const startMs = performance.now();
        await api.get({ ids: [] });
        floor.push(performance.now() - startMs);
      }
      return { all: spread(all), ...kinds, typed, floor: { emptyCall: spread(floor) } };
    } finally {
      close();
      await owner.stop();
    }
  } finally {
    remove();
  }
}
