/** Words too common to say anything. */
const STOP_WORDS = new Set('a an and are as at be but by did do does for from had has have how i if in into is it its me my no not of on or our so that the their them then there these they this to was we were what when where which who why will with you your'.split(' '));

const MAX_TERMS = 24;

/** Text as it is indexed: identifiers also in their parts, so that `parseUserName` is found by `user`. */
export function indexedText(text: string): string {
  const parts = new Set<string>();
  for (const [identifier] of text.matchAll(/[\p{L}\p{N}]+/gu)) {
    const split = identifier.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N})/u);
    if (split.length > 1) for (const part of split) if (part.length > 1) parts.add(part);
  }
  return parts.size === 0 ? text : `${text}\n${[...parts].join(' ')}`;
}

/** The words of a query that are worth looking for, lower case, each once. */
export function queryTerms(query: string): string[] {
  const terms = new Set<string>();
  for (const [word] of indexedText(query).toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)) {
    if (!STOP_WORDS.has(word)) terms.add(word);
    if (terms.size === MAX_TERMS) break;
  }
  return [...terms];
}
