import type { Observation } from '../core/observation';
import { dateOf } from './memoryLines';
import { quoteWithin } from './quoteInstructions';

const TITLE = 72;

/** Observations by id and title, a line for each day, as many as fit into so many bytes, from the first on. A `?` marks those that may be wrong by now. */
export function indexLines(observations: readonly Observation[], isStale: (observation: Observation) => boolean, bytes: number): string[] {
  const lines: string[] = [];
  let day = '';
  let left = bytes;
  for (const observation of observations) {
    const entry = `${observation.id}${isStale(observation) ? '?' : ''} ${quoteWithin(observation.title, TITLE)}`;
    const date = dateOf(observation.atMs);
    const added = date === day ? ` · ${entry}` : `- ${date}: ${entry}`;
    left -= Buffer.byteLength(added) + (date === day ? 0 : 1);
    if (left < 0) break;
    if (date === day) lines.push(`${lines.pop() ?? ''}${added}`);
    else lines.push(added);
    day = date;
  }
  return lines;
}
