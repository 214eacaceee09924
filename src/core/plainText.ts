const ESCAPE_SEQUENCE = /(?![\t\n\r])\p{Cc}\[[\d;?]*[ -/]*[@-~]/gu;
const LINE_END = /\r\n|[\r\v\f\u0085\u2028\u2029]/gu;
const CONTROL = /(?![\t\n])\p{Cc}/gu;
/** Direction overrides, byte order marks and tag characters: they show nothing and can hide text from a reader. */
const INVISIBLE = /[\u202a-\u202e\u2066-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

/** Text whose only line end is `\n` and that holds no terminal sequence, control or invisible steering character. */
export function plainText(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, '').replace(LINE_END, '\n').replace(CONTROL, '').replace(INVISIBLE, '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/** The same on a single line, runs of white space as one space. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/gu, ' ').trim();
}
