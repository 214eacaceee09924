/** A term that no word of a text can be: the memory tells when something happened. */
export const TIME_TERM = '@time';

const DAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)day';
const MONTH = 'january|february|april|june|july|august|september|october|november|december';
const TELLS = new RegExp(`\\b(?:yesterday|today|tomorrow|tonight|ago|recently|weeks?|weekends?|months?|years?|${DAY}|${MONTH}|(?:last|next|this|few|other) (?:day|night|morning|evening|summer|winter|spring|fall|autumn))\\b`, 'iu');
const ASKS = /\bwhen\b|\bwhat (?:date|day|month|year)\b|\bhow long\b/iu;

export function tellsTime(text: string): boolean {
  return TELLS.test(text);
}

export function asksForTime(query: string): boolean {
  return ASKS.test(query);
}
