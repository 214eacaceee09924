import type { ParsedQuery } from './parsedQuery';
import type { IndexedFields } from './postings';
import { baseForm } from './irregularForms';
import { termOf, wordsOf } from './words';

const PLACES = [['title', 'in the title'], ['files', 'in its files'], ['concepts', 'in its concepts'], ['body', 'in the text']] as const;

/** What of the query a memory has and where, in words. */
export function explain(query: ParsedQuery, fields: IndexedFields, atMs: number): string {
  const wanted = new Set(query.words.flatMap(({ term, synonyms }) => [term, ...synonyms].map(start)));
  const words = new Map(PLACES.map(([field]) => [field, new Set(wordsOf(fields[field]))]));
  const terms = new Map([...words].map(([field, all]) => [field, new Set([...all].filter((word) => wanted.has(start(baseForm(word)))).map(termOf))]));
  const places = new Map<string, string[]>();
  const put = (place: string, word: string): void => void places.set(place, [...(places.get(place) ?? []), word]);
  for (const { word, term, synonyms, prefix, date } of query.words) {
    const found = PLACES.flatMap(([field, place]) => {
      const known = terms.get(field) ?? new Set();
      if (known.has(term)) return [{ place, as: word, rank: 0 }];
      const longer = prefix === undefined ? undefined : [...(words.get(field) ?? [])].find((other) => other.startsWith(prefix));
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

/** What a word and its stem have in common: saves the stemming of all others. */
function start(word: string): string {
  return word.slice(0, 2);
}

function dayOf(atMs: number): string {
  return new Date(atMs).toDateString().slice(4);
}
