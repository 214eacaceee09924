import { stemmer } from 'stemmer';
import { baseForm } from './irregularForms';
import { isStopWord } from './stopWords';

/** Words with inner apostrophes; `_`, `-`, `/` and `.` part words, so snake_case and paths fall apart by themselves. */
const WORD = /[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu;
/** Where an identifier is made of several words: camelCase, HTTPServer, sha256. */
const SEAM = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u;
/** Cheap to ask first: hardly any word of a sentence has a seam. */
const MAYBE_SEVERAL = /[\p{L}\p{N}](?:\p{Lu}|\p{N})|\p{N}\p{L}/u;
/** Scripts that put no space between words: pairs of characters stand for words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu;
const IS_ASCII = /^[\x00-\x7f]*$/; // eslint-disable-line no-control-regex -- the range is the point
const MAX_WORD = 64;
const MAX_STEMS = 20_000;

const stems = new Map<string, string>();

/** The index's terms of a text, in its order: stems without stop words; an identifier is there whole and in its parts. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const word of wordsOf(text)) {
    const term = termOf(word);
    if (term !== undefined) terms.push(term);
  }
  return terms;
}

/** The words of a text, lower case but not stemmed: whole identifiers and their parts. */
export function wordsOf(text: string): string[] {
  const isAscii = IS_ASCII.test(text);
  const words: string[] = [];
  for (const [word] of (isAscii ? text : withoutMarks(text)).matchAll(WORD)) {
    const parts = MAYBE_SEVERAL.test(word) ? word.split(SEAM) : [word];
    if (isAscii) words.push(word.toLowerCase());
    else words.push(...spaced(word.toLowerCase()));
    if (parts.length > 1 && isAscii) for (const part of parts) words.push(part.toLowerCase());
  }
  return words;
}

/** The term that a word is indexed as; undefined for a stop word. */
export function termOf(word: string): string | undefined {
  const bare = word.replace(/['’](s$)?/gu, '');
  if (bare === '' || bare.length > MAX_WORD || isStopWord(bare)) return undefined;
  let stem = stems.get(bare);
  if (stem === undefined) {
    stem = /^[a-z]{3,}$/.test(bare) ? stemmer(baseForm(bare)) : bare;
    if (stems.size >= MAX_STEMS) stems.clear();
    stems.set(bare, stem);
  }
  return stem;
}

function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/(?<=\p{Script=Latin})\p{M}+/gu, '').normalize('NFC');
}

function spaced(word: string): string[] {
  const rest = word.replace(UNSPACED, ' ').trim();
  const words = rest === '' ? [] : rest.split(' ').filter(Boolean);
  for (const [run] of word.matchAll(UNSPACED)) {
    const characters = Array.from(run);
    if (characters.length === 1) words.push(run);
    for (let at = 0; at + 1 < characters.length; at++) words.push(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`);
  }
  return words;
}
