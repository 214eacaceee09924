import { shorten } from './clip';
import { oneLine } from './plainText';

const MAX_LENGTH = 40;

/** A title inside a sentence: short, on one line, in quotes; undefined for none. */
export function quoted(title: string | undefined): string | undefined {
  const line = oneLine(title ?? '');
  return line === '' ? undefined : `"${shorten(line, MAX_LENGTH)}"`;
}
