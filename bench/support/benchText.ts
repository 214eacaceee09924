import type { BenchMemory } from './memoryStore';

const VOCABULARY = 40_000;
const COMMON = 'test error server request response file function handler database update value config cache queue session parser build module index client'.split(' ');

/** Memories of about 1.3 KB whose words are as unevenly spread as those of real text, the same for the same seed. */
export class BenchText {
  constructor(private state: number) {}

  memory(index: number): BenchMemory {
    const file = `src/${this.word()}/${this.word()}${index % 97}.ts`;
    return {
      session: 1 + Math.floor(index / 25),
      atMs: Date.UTC(2026, 0, 1) + index * 60_000,
      type: 'change',
      title: this.words(7),
      subtitle: this.words(10),
      narrative: this.words(110),
      facts: [this.words(14), this.words(14), this.words(14)],
      concepts: ['what-changed'],
      filesRead: [],
      filesModified: [`/home/dev/app/${file}`],
    };
  }

  queries(): Record<string, (round: number) => string> {
    const at = (rank: number): string => this.name(rank);
    return {
      rare: (round) => at(20_000 + round * 37),
      middling: (round) => at(600 + round * 7),
      common: (round) => at(round % 20),
      mixed: (round) => [at(round % 20), at(300 + round * 5), at(5_000 + round * 11)].join(' '),
      sentence: (round) => `why does the ${at(round % 20)} of the ${at((round + 3) % 20)} fail when the ${at(30 + round)} ${at(200 + round)} is ${at(2_000 + round)}`,
    };
  }

  private words(count: number): string {
    return Array.from({ length: count }, () => this.word()).join(' ');
  }

  /** Zipf's law, roughly: the rank is the vocabulary's size to the power of a random number. */
  private word(): string {
    return this.name(Math.floor(VOCABULARY ** this.random()) - 1);
  }

  private name(rank: number): string {
    return COMMON[rank] ?? syllables(rank);
  }

  private random(): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return this.state / 2 ** 32;
  }
}

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu'.split(' ');

function syllables(rank: number): string {
  let word = '';
  for (let rest = rank + 400; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) word += SYLLABLES[rest % SYLLABLES.length] ?? '';
  return word;
}
