import { readProse } from './prose';
import { Random } from './random';

/** Questions by how many memories their words are in. */
export interface Queries {
  readonly rare: readonly string[];
  readonly middling: readonly string[];
  readonly common: readonly string[];
  readonly phrases: readonly string[];
}

const SAYS_NOTHING = new Set('the and for are was were but not you your this that with from have has had its will can all any our their them then there these they when where which who why what how does did into'.split(' '));

/** Words of the prose of which the filled memories are made, and whole pieces of it, as somebody would ask. */
export function queries(each: number): Queries {
  const prose = readProse();
  const random = new Random(7);
  const counts = new Map<string, number>();
  for (const sentence of prose) for (const [word] of sentence.toLowerCase().matchAll(/[a-z]{3,}/g)) if (!SAYS_NOTHING.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
  const pairs = (from: number, to: number): string[] => Array.from({ length: each }, (_, index) => (index % 2 === 0 ? [random.of(words.slice(from, to))] : [random.of(words.slice(from, to)), random.of(words.slice(from, to))]).join(' '));
  return {
    common: pairs(0, 40),
    middling: pairs(200, 1_200),
    rare: pairs(4_000, words.length),
    phrases: Array.from({ length: each }, () => random.of(prose).split(' ').slice(0, 8).join(' ')),
  };
}
