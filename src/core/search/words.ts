import { stemmer } from 'stemmer';
import { baseForm } from './irregularForms';
import { isStopWord } from './stopWords';

/**
 * How text falls into words. `word`: with inner apostrophes; `_`, `-`, `/` and `.` part words, so snake_case and paths fall apart by
 * themselves. `seam`: where an identifier is made of several words: camelCase, HTTPServer, sha256. `maybeSeveral`: cheap to ask first.
 */
interface Alphabet {
  readonly word: RegExp;
  readonly seam: RegExp;
  readonly maybeSeveral: RegExp;
}

/** Several times as fast as the one for all scripts; most text needs no more. */
const ASCII: Alphabet = {
  word: /[A-Za-z0-9]+(?:'[A-Za-z]+)*/g,
  seam: /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])/,
  maybeSeveral: /[A-Za-z0-9](?:[A-Z]|[0-9])|[0-9][A-Za-z]/,
};
const UNICODE: Alphabet = {
  word: /[\p{L}\p{N}]+(?:['’]\p{L}+)*/gu,
  seam: /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})/u,
  maybeSeveral: /[\p{L}\p{N}](?:\p{Lu}|\p{N})|\p{N}\p{L}/u,
};
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
  const { word: pattern, seam, maybeSeveral } = isAscii ? ASCII : UNICODE;
  const words: string[] = [];
  for (const [word] of (isAscii ? text : withoutMarks(text)).matchAll(pattern)) {
    if (isAscii) words.push(word.toLowerCase());
    else words.push(...spaced(word.toLowerCase()));
    if (!maybeSeveral.test(word)) continue;
    const parts = word.split(seam);
    if (parts.length > 1) for (const part of parts) words.push(part.toLowerCase());
  }
  return words;
}

/** The term that a word is indexed as; undefined for a stop word. */
export function termOf(word: string): string | undefined {
  const bare = /['’]/.test(word) ? word.replace(/['’](s$)?/gu, '') : word;
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
