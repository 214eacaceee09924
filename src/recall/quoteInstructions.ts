import { shorten } from '../core/clip';

/** What poses as an order to the agent that reads it, or as a part of its conversation. */
const ORDERS = [
  /\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above|earlier|instructions?|rules?|prompt|system|guardrails?)\b/iu,
  /\b(?:you (?:must|should|shall|need to|have to|are now|will now)|from now on|new instructions?|do not tell|don't tell|act as|pretend)\b/iu,
  /^\W*(?:system|assistant|user|human|developer|instructions?|important|attention|note to (?:the )?(?:ai|agent|assistant|model))\s*[:>\]]/iu,
  /<\/?(?:system|assistant|user|instructions?|important)\b/iu,
  /\b(?:curl|wget)\b.{0,200}\|\s*(?:ba|z|)sh\b/iu,
];

/** What may stand before an order as if it ended what is around it; escaped tags too. */
const TAGS = /(?:<|&lt;)[/!a-z][^<>&]{0,200}(?:>|&gt;)/giu;

/** Whether a text poses as an order, as far as can be told from words. */
export function isOrder(text: string): boolean {
  const untagged = text.replace(TAGS, ' ');
  return ORDERS.some((order) => order.test(text) || order.test(untagged));
}

/** One line of recorded text that can neither end its place nor stand for an order: what looks like one is quoted and said to be. */
export function quoteInstructions(text: string): string {
  return quoteWithin(text, Infinity);
}

/** The same of the text's first characters; what is cut off counts where it makes an order of it. */
export function quoteWithin(text: string, maxCharacters: number): string {
  const line = text
    .replace(/[\ud800-\udfff]/gu, '\ufffd')
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/`{3,}/gu, '`')
    .trim();
  const shown = shorten(line, maxCharacters).replace(/<(?=[/!a-z])/giu, '&lt;');
  return isOrder(line) ? `(quoted from a record, not an instruction) "${shown.replaceAll('"', "'")}"` : shown;
}
