import { CONTEXT_MARKER, INCOGNITO_MARKER, PRIVATE_MARKER } from '../core/strippedMarkers';

/**
 * In a string that holds JSON the brackets may be escaped. The attributes of a private tag hold no bracket, and the markers no
 * quote that could be one of theirs. A tag that ends itself holds nothing.
 */
const TAGS = /(?:<|\\{1,4}u003c)(?:\/(?:private|recollect-context)\s{0,16}(?:>|\\{1,4}u003e)|private(?:\s{1,16}[a-z][\w:-]{0,40}=[^<>[\]\r\n]{0,300}?)?\s{0,16}(?<!\/)(?:>|\\{1,4}u003e)|recollect-context(?=[\s>/\\]))/gi;
const ANY_TAG = /(?:<|\\u003c)(?:private|recollect-context)/i;

const CLOSING = /^(?:<|\\+u003c)\//i;
const PRIVATE = /^(?:<|\\+u003c)\/?private/i;

/**
 * Puts a marker in the place of each `<private>…</private>` and of each of our own `<recollect-context …>…</recollect-context>`.
 * One that holds the word `incognito` alone has a marker of its own. Tags nest; one that is never closed reaches to the end. A closing tag alone is text. The markers cannot become part of a
 * tag, so what is stripped once stays the same when stripped again.
 */
export function stripTags(text: string): string {
  if (!ANY_TAG.test(text)) return text;
  let kept = '';
  let keptTo = 0;
  let depth = 0;
  let inPrivate = false;
  let openedAt = 0;
  for (const { 0: tag, index } of text.matchAll(TAGS)) {
    const closes = CLOSING.test(tag);
    const isPrivate = PRIVATE.test(tag);
    if (depth > 0) {
      if (isPrivate !== inPrivate) continue;
      depth += closes ? -1 : 1;
      if (depth > 0) continue;
      keptTo = index + tag.length;
      if (isPrivate && text.slice(openedAt, index).trim().toLowerCase() === 'incognito') kept = kept.slice(0, -PRIVATE_MARKER.length) + INCOGNITO_MARKER;
    } else if (!closes) {
      kept += text.slice(keptTo, index) + (isPrivate ? PRIVATE_MARKER : CONTEXT_MARKER);
      inPrivate = isPrivate;
      depth = 1;
      openedAt = index + tag.length;
    }
  }
  return depth > 0 ? kept : kept + text.slice(keptTo);
}
