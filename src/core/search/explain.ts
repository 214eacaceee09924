import { type FoundQuery, type FoundTerm, type FoundWord, frequenciesOf } from './foundQuery';
import { unpackFrequencies } from './postings';
import { synonymInWords } from './synonyms';

const PLACES = [['title', 'in the title'], ['files', 'in its files'], ['concepts', 'in its concepts'], ['body', 'in the text']] as const;

/** What of the query a document has and where, in words: read from the postings, so its text need not be. */
export function explain({ words, documents }: FoundQuery, ordinal: number, isSimilar = false): string {
  const places = new Map<string, string[]>();
  const put = (place: string, word: string): void => void places.set(place, [...(places.get(place) ?? []), word]);
  for (const word of words) {
    const found = bestTerm(word, ordinal);
    if (found) put(placeOf(found, ordinal), nameOf(found, word.word));
    else if (word.date) put(`from ${dayOf(documents.atMs[ordinal] ?? 0)}`, '');
  }
  const parts = [...places].map(([place, named]) => (named[0] === '' ? place : `${named.join(', ')} ${place}`));
  if (isSimilar) parts.push('similar in meaning');
  return parts.length > 0 ? parts.join('; ') : 'next to memories that match';
}

/** Terms come in the order of how near they are to the word. A term that only filters look for is in no field. */
function bestTerm({ terms }: FoundWord, ordinal: number): FoundTerm | undefined {
  return terms.find((term) => frequenciesOf(term, ordinal) > 0);
}

function placeOf(term: FoundTerm, ordinal: number): string {
  const frequencies = unpackFrequencies(frequenciesOf(term, ordinal));
  return PLACES.find(([field]) => frequencies[field] > 0)?.[1] ?? '';
}

function nameOf({ term, standsAs }: FoundTerm, word: string): string {
  switch (standsAs) {
    case 'itself':
      return word;
    case 'longer':
      return `${word}*`;
    case 'synonym':
      return `${word} (as ${synonymInWords(term)})`;
  }
}

function dayOf(atMs: number): string {
  return new Date(atMs).toDateString().slice(4);
}
