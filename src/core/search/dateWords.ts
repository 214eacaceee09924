/** A part of time that a query names: a year, a month of any year, a day of a month. */
export interface DatePart {
  readonly year?: number;
  /** 0 to 11 */
  readonly month?: number;
  readonly day?: number;
}

export interface DateWord {
  readonly word: string;
  readonly part: DatePart;
}

const MONTHS = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
/** English words that are months only with a capital, after another word, or beside a number. */
const AMBIGUOUS = new Set(['may', 'march']);
const MONTH = new RegExp(`(?:(\\d{1,2})(?:st|nd|rd|th)?(?: of)? )?\\b(${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})\\b(?: (\\d{1,2})(?:st|nd|rd|th)?\\b(?!:))?`, 'giu');
const YEAR = /(?<![\d.])(?:19|20)\d\d(?![\d.])/gu;

/** What a query says about time. */
export function dateWords(query: string): DateWord[] {
  const found: DateWord[] = [];
  for (const match of query.matchAll(MONTH)) {
    const [whole, before, name = '', after] = match;
    const isNamed = before !== undefined || after !== undefined || (/^\p{Lu}/u.test(name) && match.index > 0);
    if (AMBIGUOUS.has(name.toLowerCase()) && !isNamed) continue;
    const month = MONTHS.findIndex((known) => known.startsWith(name.toLowerCase().slice(0, 3)));
    const day = Number(before ?? after);
    found.push({ word: whole.trim().toLowerCase(), part: day >= 1 && day <= 31 ? { month, day } : { month } });
  }
  for (const [year] of query.matchAll(YEAR)) found.push({ word: year, part: { year: Number(year) } });
  return found;
}

/** The spans of local time, from and until in ms, that a part names between two years. */
export function spansOf({ year, month, day }: DatePart, firstYear: number, lastYear: number): (readonly [fromMs: number, untilMs: number])[] {
  const spans: (readonly [number, number])[] = [];
  for (let at = year ?? firstYear; at <= (year ?? lastYear); at++) {
    const from = new Date(at, month ?? 0, day ?? 1);
    const until = day !== undefined ? new Date(at, month ?? 0, day + 1) : month !== undefined ? new Date(at, month + 1, 1) : new Date(at + 1, 0, 1);
    spans.push([from.getTime(), until.getTime()]);
  }
  return spans;
}
