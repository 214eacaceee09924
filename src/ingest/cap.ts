/** The longest string that is kept whole, in UTF-16 units. */
export const MAX_STRING = 16_000;
/** What is kept of the beginning and of the end of a longer one. */
export const HEAD = MAX_STRING * 0.6;
export const TAIL = MAX_STRING * 0.3;

/** Keeps beginning and end of a string over the limit and says between them how much is missing. What comes out is within the limit. */
export function cap(text: string): string {
  return text.length <= MAX_STRING ? text : joinCapped(text, text, text.length);
}

/** `cap` where beginning and end of the text are in two strings, for a text of `totalLength`. */
export function joinCapped(beginning: string, end: string, totalLength: number): string {
  const head = beginning.slice(0, endOfHead(beginning));
  const tail = end.slice(startOfTail(end));
  return `${head}\n[… ${totalLength - head.length - tail.length} of ${totalLength} characters left out …]\n${tail}`;
}

function endOfHead(text: string): number {
  const end = Math.min(HEAD, text.length);
  return isHighSurrogate(text.charCodeAt(end - 1)) ? end - 1 : end;
}

function startOfTail(text: string): number {
  const start = Math.max(0, text.length - TAIL);
  return isLowSurrogate(text.charCodeAt(start)) ? start + 1 : start;
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;
