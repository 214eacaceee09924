import type { ParsedQuery } from './parsedQuery';
import type { IndexedFields } from './postings';
import { termsOf, wordsOf } from './words';

const PLACES = [['title', 'in the title'], ['files', 'in its files'], ['concepts', 'in its concepts'], ['body', 'in the text']] as const;

/** What of the query a memory has and where, in words. */
export function explain(query: ParsedQuery, fields: IndexedFields, atMs: number): string {
  const terms = Object.fromEntries(PLACES.map(([field]) => [field, new Set(termsOf(fields[field]))]));
  const places = new Map<string, string[]>();
  const put = (place: string, word: string): void => void places.set(place, [...(places.get(place) ?? []), word]);
  for (const { word, term, synonyms, prefix, date } of query.words) {
    const found = PLACES.flatMap(([field, place]) => {
      const known = terms[field] ?? new Set();
      if (known.has(term)) return [{ place, as: word, rank: 0 }];
      const longer = prefix === undefined ? undefined : [...new Set(wordsOf(fields[field]))].find((other) => other.startsWith(prefix));
      if (longer !== undefined) return [{ place, as: longer, rank: 1 }];
      const synonym = synonyms.find((other) => known.has(other));
      return synonym === undefined ? [] : [{ place, as: `${word} (as ${synonym})`, rank: 2 }];
    }).sort((a, b) => a.rank - b.rank)[0];
    if (found) put(found.place, found.as);
    else if (date) put(`from ${dayOf(atMs)}`, '');
  }
  const parts = [...places].map(([place, words]) => (words[0] === '' ? place : `${words.join(', ')} ${place}`));
  return parts.length > 0 ? parts.join('; ') : 'next to memories that match';
}

function dayOf(atMs: number): string {
  return new Date(atMs).toDateString().slice(4);
}
