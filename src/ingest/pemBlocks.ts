import { redacted } from './redacted';

const HINT = 'PRIVATE KEY';
const EDGE = /-----(BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
/** The longest block that is taken as one: beyond it, a BEGIN and an END do not belong together. */
const MAX_BLOCK = 32_768;
/** What follows a BEGIN whose END is missing: key lines, headers, line ends, escaped ones too. Nothing after it can fail, so nothing is tried twice. */
const CUT_BODY = /(?:[\s"'+,\\]|\\[nrt]|[A-Za-z0-9+/=]{16,}|(?:Proc-Type|DEK-Info):[^\n\\]{0,100})*[A-Za-z0-9+/=]*/y;
const KEY_CHARACTER = /[A-Za-z0-9+/=]/;
const GAP_CHARACTER = /[\s"',\\]/;
const KEY_LINE = 16;

/** Replaces private key blocks: whole ones, ones that lost their end, and ones that lost their beginning. */
export function redactPemBlocks(text: string): string {
  if (!text.includes(HINT)) return text;
  let kept = '';
  let keptTo = 0;
  let begin = -1;
  let beginEnd = -1;
  const drop = (from: number, to: number): void => {
    kept += text.slice(keptTo, from) + redacted('private-key');
    keptTo = to;
  };
  const dropCut = (): void => {
    if (begin === -1) return;
    CUT_BODY.lastIndex = beginEnd;
    drop(begin, beginEnd + (CUT_BODY.exec(text)?.[0].length ?? 0));
    begin = -1;
  };
  for (const { 0: edge, 1: side, index } of text.matchAll(EDGE)) {
    if (index < keptTo) continue;
    const end = index + edge.length;
    if (side === 'BEGIN') {
      dropCut();
      begin = index;
      beginEnd = end;
    } else if (begin !== -1 && end - begin <= MAX_BLOCK) {
      drop(begin, end);
      begin = -1;
    } else {
      dropCut();
      drop(Math.max(keptTo, startOfCutBody(text, index, keptTo)), end);
    }
  }
  dropCut();
  return kept + text.slice(keptTo);
}

/** Goes back from an END over what can be key lines, never before `limit`. */
function startOfCutBody(text: string, end: number, limit: number): number {
  let start = end;
  for (let isLast = true; ; isLast = false) {
    let lineEnd = start;
    while (lineEnd > limit && GAP_CHARACTER.test(text.charAt(lineEnd - 1))) lineEnd--;
    // The n of an escaped line end belongs to the gap, but cannot be told from a key's: it is taken with the line.
    let lineStart = lineEnd;
    while (lineStart > limit && KEY_CHARACTER.test(text.charAt(lineStart - 1))) lineStart--;
    const length = lineEnd - lineStart;
    if (length === 0 || (length < KEY_LINE && !isLast)) return start;
    start = lineStart;
  }
}
