import type { Frequencies, IndexedFields } from './postings';
import { packFrequencies } from './postings';
import { TIME_TERM, tellsTime } from './timeWords';
import { termsOf } from './words';

const FIELDS = ['title', 'files', 'concepts', 'body'] as const satisfies readonly (keyof IndexedFields)[];

export interface TermCounts {
  /** Packed frequencies by term. */
  readonly terms: ReadonlyMap<string, number>;
  readonly length: number;
}

/** How often each term is in each field of a memory. */
export function countTerms(fields: IndexedFields): TermCounts {
  const counts = new Map<string, Frequencies>();
  let length = 0;
  for (const field of FIELDS) {
    for (const term of termsOf(fields[field])) {
      const known = counts.get(term);
      if (known) known[field]++;
      else counts.set(term, { title: 0, files: 0, concepts: 0, body: 0, [field]: 1 });
      length++;
    }
  }
  const terms = new Map([...counts].map(([term, frequencies]) => [term, packFrequencies(frequencies)] as const));
  if (tellsTime(fields.title) || tellsTime(fields.body)) terms.set(TIME_TERM, 0);
  return { terms, length };
}
