import { CONTEXT_MARKER, INCOGNITO_MARKER, PRIVATE_MARKER } from '../core/strippedMarkers';

/** A private tag has no attributes: with them, stripping one inside another could make a new tag out of what is left. */
const TAGS = /<(?:\/(?:private|recollect-context)\s*>|private\s*>|recollect-context(?=[\s>/]))/gi;
const ANY_TAG = /<(?:private|recollect-context)/i;

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
    const closes = tag.startsWith('</');
    const isPrivate = tag.charAt(closes ? 2 : 1).toLowerCase() === 'p';
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
