import { parseTime, TIME_FORMS } from '../core/timeText';
import { UsageError } from './output';

export function timeOf(text: string | undefined, name: string, nowMs = Date.now()): number | undefined {
  if (text === undefined) return undefined;
  const atMs = parseTime(text, nowMs);
  if (atMs === undefined) throw new UsageError(`${name} takes ${TIME_FORMS}; not "${text}"`);
  return atMs;
}
