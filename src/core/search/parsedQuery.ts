import { type DatePart, dateWords } from './dateWords';
import { synonymsOf } from './synonyms';
import { asksForTime } from './timeWords';
import { termOf, wordsOf } from './words';

/** One word of a query and the terms that may stand for it. */
export interface QueryWord {
  /** As the user wrote it, lower case. */
  readonly word: string;
  /** Empty for a date that no single word of a memory stands for. */
  readonly term: string;
  readonly synonyms: readonly string[];
  /** `word*`: terms that begin with this count as well. */
  readonly prefix?: string;
  /** A date: memories of that time count as well. */
  readonly date?: DatePart;
}

export interface ParsedQuery {
  readonly words: readonly QueryWord[];
  /** Quoted phrases, lower case, single spaces. */
  readonly phrases: readonly string[];
  /** Nothing but phrases: a hit holds them all. Beside other words they only count for more, as in a question that names a title. */
  readonly isExact: boolean;
  /** Memories that tell a time are likely to answer. */
  readonly asksForTime: boolean;
}

const PHRASE = /["“]([^"“”]+)["”]/gu;
/** Matched words are a bit mask. */
const MAX_WORDS = 30;
const MIN_PREFIX = 2;

export function parseQuery(query: string): ParsedQuery {
  const phrases = [...query.matchAll(PHRASE)].map(([, phrase = '']) => plain(phrase)).filter(Boolean);
  const words = new Map<string, QueryWord>();
  for (const { word, part } of dateWords(query)) {
    const term = /^\d+$|^\p{L}+$/u.test(word) ? termOf(word) : undefined;
    words.set(term ?? word, { word, term: term ?? '', synonyms: [], date: part });
  }
  for (const [, text = '', star = ''] of query.matchAll(/([^\s*]+)(\*?)/gu)) {
    const found = wordsOf(text);
    for (const [at, word] of found.entries()) {
      const isPrefix = star !== '' && at === found.length - 1 && word.length >= MIN_PREFIX;
      const term = termOf(word) ?? (isPrefix ? word : undefined);
      if (term === undefined || words.has(term) || words.size >= MAX_WORDS) continue;
      words.set(term, { word, term, synonyms: synonymsOf(term), ...(isPrefix && { prefix: word }) });
    }
  }
  const isExact = phrases.length > 0 && !/[\p{L}\p{N}]/u.test(query.replace(PHRASE, ' '));
  return { words: [...words.values()].slice(0, MAX_WORDS), phrases, isExact, asksForTime: asksForTime(query) };
}

/** A text as phrases are looked for in it. */
export function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/gu, ' ').trim();
}
