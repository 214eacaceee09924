import type { DurableFs } from './durableFs';
import type { Generations } from './generations';
import { type JournalContents, readJournal } from './journal';
import type { JournalBase } from './journalRecord';

export interface ChainedJournal {
  readonly generation: number;
  readonly contents: JournalContents;
}

/** The journals that make a history, oldest first. */
export interface Chain {
  readonly journals: readonly ChainedJournal[];
  /** The first of them began an empty memory after this generation, whatever is left of what was there before. */
  readonly restartsAfter: number | undefined;
}

/** The journals' good prefixes; each cut to what the owner after it used, so that every start sees the same history. */
export function readChain(fs: DurableFs, generations: Generations, chain: readonly number[]): Chain {
  const journals: ChainedJournal[] = [];
  let limits: JournalBase = {};
  for (const generation of chain.toReversed()) {
    const contents = readJournal(fs, generations.journalPath(generation), limits[generation]);
    limits = { ...contents.base, ...limits };
    journals.unshift({ generation, contents });
    if (contents.base && Object.keys(contents.base).length === 0 && generation > 0) return { journals, restartsAfter: generation - 1 };
  }
  return { journals, restartsAfter: undefined };
}
