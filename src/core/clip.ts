/** Bytes that a character takes inside a JSON string on the wire, as UTF-8. */
function bytesOf(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20) return char === '\n' || char === '\t' || char === '\r' ? 2 : 6;
  if (char === '"' || char === '\\') return 2;
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

/** Bytes that a text takes inside a JSON string on the wire, as UTF-8. */
export function wireBytes(text: string): number {
  let bytes = 0;
  for (const char of text) bytes += bytesOf(char);
  return bytes;
}

function takeFrom(chars: readonly string[], maxBytes: number): number {
  let bytes = 0;
  let count = 0;
  for (const char of chars) {
    bytes += bytesOf(char);
    if (bytes > maxBytes) break;
    count++;
  }
  return count;
}

/** Head and tail of a text, with a mark that says how much is missing, in at most `maxBytes` on the wire. */
export function clipMiddle(text: string, maxBytes: number): string {
  if (wireBytes(text) <= maxBytes) return text;
  const chars = Array.from(text);
  const room = maxBytes - ` …[${chars.length} cut]… `.length - 4;
  if (room <= 0) return clipEnd(text, maxBytes);
  const head = takeFrom(chars, Math.floor(room * 0.65));
  const tail = takeFrom(chars.slice(head).reverse(), Math.floor(room * 0.35));
  return `${chars.slice(0, head).join('')} …[${chars.length - head - tail} cut]… ${chars.slice(chars.length - tail).join('')}`;
}

/** The head of a text, with an ellipsis where something is missing, in at most `maxBytes` on the wire. */
export function clipEnd(text: string, maxBytes: number): string {
  if (wireBytes(text) <= maxBytes) return text;
  const chars = Array.from(text);
  return `${chars.slice(0, takeFrom(chars, Math.max(0, maxBytes - 3))).join('').trimEnd()}…`;
}

/** At most `maxChars` characters, with an ellipsis where something is missing. */
export function shorten(text: string, maxChars: number): string {
  const chars = text.length <= maxChars ? [] : Array.from(text);
  return chars.length <= maxChars ? text : `${chars.slice(0, maxChars - 1).join('').trimEnd()}…`;
}
