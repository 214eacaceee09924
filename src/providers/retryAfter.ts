/** More than this is not believed: a person would rather see a new try. */
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

function bounded(delayMs: number): number | undefined {
  return Number.isFinite(delayMs) ? Math.min(Math.max(Math.ceil(delayMs), 0), MAX_RETRY_AFTER_MS) : undefined;
}

/** What `retry-after-ms` or `Retry-After` (seconds or an HTTP date) ask for. */
export function retryAfterMsOf(headers: Headers, nowMs: number): number | undefined {
  const inMs = headers.get('retry-after-ms')?.trim();
  if (inMs !== undefined && /^\d+(?:\.\d+)?$/u.test(inMs)) return bounded(Number(inMs));
  const after = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/u.test(after)) return bounded(Number(after) * 1_000);
  return /[a-z]{3}/iu.test(after) ? bounded(Date.parse(after) - nowMs) : undefined;
}

/** A protobuf duration as JSON writes it: `37s`, `1.5s`. */
export function durationMsOf(duration: unknown): number | undefined {
  const seconds = typeof duration === 'string' ? /^(\d+(?:\.\d+)?)s$/u.exec(duration)?.[1] : undefined;
  return seconds === undefined ? undefined : bounded(Number(seconds) * 1_000);
}
