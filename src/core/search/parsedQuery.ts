import { synonymsOf } from './synonyms';
import { termOf, wordsOf } from './words';

/** One word of a query and the terms that may stand for it. */
export interface QueryWord {
  /** As the user wrote it, lower case. */
  readonly word: string;
  readonly term: string;
  readonly synonyms: readonly string[];
  /** `word*`, or the word that is still being typed: terms that begin with this count as well. */
  readonly prefix: string | undefined;
}

export interface ParsedQuery {
  readonly words: readonly QueryWord[];
  /** Quoted phrases, lower case, single spaces; a hit holds them all. */
  readonly phrases: readonly string[];
}

/** Matched words are a bit mask. */
const MAX_WORDS = 30;
const MIN_PREFIX = 2;

export function parseQuery(query: string): ParsedQuery {
  const phrases = [...query.matchAll(/["“]([^"“”]+)["”]/gu)].map(([, phrase = '']) => plain(phrase)).filter(Boolean);
  const words = new Map<string, QueryWord>();
  for (const [, text = '', star = ''] of query.matchAll(/([^\s*]+)(\*?)/gu)) {
    const found = wordsOf(text);
    for (const [at, word] of found.entries()) {
      const isPrefix = star !== '' && at === found.length - 1 && word.length >= MIN_PREFIX;
      const term = termOf(word) ?? (isPrefix ? word : undefined);
      if (term === undefined || words.has(term) || words.size === MAX_WORDS) continue;
      words.set(term, { word, term, synonyms: synonymsOf(term), prefix: isPrefix ? word : undefined });
    }
  }
  return { words: [...words.values()], phrases };
}

/** A text as phrases are looked for in it. */
export function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, ' ').trim();
}
