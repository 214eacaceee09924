const SPANS: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 };

/** What a time is written as, for messages about one that was not understood. */
export const TIME_FORMS = 'a date such as 2026-05-08, today, yesterday, or 12h, 3d, 2w';

/** `2026-05-08`, `2026-05-08T14:00`, `today`, `yesterday`, or `3d` for three days ago; local time where none is said. Undefined for anything else. */
export function parseTime(text: string, nowMs: number): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([hdw])$/.exec(text) ?? [];
  if (count !== undefined) return nowMs - Number(count) * (SPANS[unit] ?? 0);
  if (text === 'today' || text === 'yesterday') {
    const now = new Date(nowMs);
    return new Date(now.getFullYear(), now.getMonth(), now.getDate() - (text === 'today' ? 0 : 1)).getTime();
  }
  // Anything else that Date.parse makes something of, such as `5`, is not what somebody meant.
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined;
  const atMs = Date.parse(text.length === 10 ? `${text}T00:00` : text);
  return Number.isNaN(atMs) ? undefined : atMs;
}
