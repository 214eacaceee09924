const NEEDS_REPAIR = /[\0\ud800-\udfff]/;
const LONE_SURROGATE = /[\ud800-\udfff]/gu;

/** A string without what no text may hold: NUL and halves of characters. */
export function repair(text: string): string {
  return NEEDS_REPAIR.test(text) ? text.replaceAll('\0', '').replace(LONE_SURROGATE, '\ufffd') : text;
}
