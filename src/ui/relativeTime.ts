const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const STEPS = [
  { unit: 'year', ms: 365 * DAY_MS },
  { unit: 'month', ms: 30 * DAY_MS },
  { unit: 'week', ms: 7 * DAY_MS },
  { unit: 'day', ms: DAY_MS },
  { unit: 'hour', ms: HOUR_MS },
  { unit: 'minute', ms: MINUTE_MS },
] as const;

// The texts around the times are English, so the times are too.
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const relativeInFull = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'long' });

/** `now`, `5 min. ago`, `yesterday`; with `full` in words for a screen reader. */
export function relativeTime(atMs: number, nowMs: number, full = false): string {
  const format = full ? relativeInFull : relative;
  const distanceMs = atMs - nowMs;
  for (const { unit, ms } of STEPS) {
    if (Math.abs(distanceMs) >= ms) return format.format(Math.trunc(distanceMs / ms), unit);
  }
  return format.format(0, 'second');
}

/** `14:05`, with the day in front when it is not today. `timeZone` is for tests. */
export function clockTime(atMs: number, nowMs: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = new Intl.DateTimeFormat('en', { ...zone, year: 'numeric', month: 'short', day: 'numeric' });
  const time = new Intl.DateTimeFormat('en', { ...zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(atMs);
  return day.format(atMs) === day.format(nowMs) ? time : `${day.format(atMs)}, ${time}`;
}

/** `2 January 2026 at 14:05`. `timeZone` is for tests. */
export function dateTime(atMs: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return new Intl.DateTimeFormat('en-GB', { ...zone, dateStyle: 'long', timeStyle: 'short' }).format(atMs);
}
