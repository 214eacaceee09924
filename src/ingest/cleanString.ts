import { cap, HEAD, joinCapped, MAX_STRING, TAIL } from './cap';
import { stripTags } from './privateTags';
import { redact } from './redact';
import { repair } from './repair';
import { isSuspicious } from './suspicion';

/** Beyond what is kept, this much is looked at, so that a private key block that reaches into the kept part is seen whole. */
const MARGIN = 16_384;
/** At the inner edge of what was looked at a secret may be cut and so not be known as one: this much of it is never kept. */
const UNSURE = 4096;
const HUGE = HEAD + TAIL + 3 * MARGIN;
/** Redacting lengthens, capping cuts: a second round is rare, a third one unknown. */
const MAX_ROUNDS = 4;

/** A string that may leave the process: repaired, private parts out, secrets out, not too long. Cleaning it again changes nothing. */
export function cleanString(text: string): string {
  const repaired = repair(text);
  if (!isSuspicious(repaired)) return cap(repaired);
  const stripped = stripTags(repaired);
  let result = stripped.length > HUGE ? capHuge(stripped) : cap(redact(stripped));
  // Only a string that was changed can look different the next time.
  for (let round = 1; round < MAX_ROUNDS && result !== stripped; round++) {
    const next = cap(redact(result));
    if (next === result) break;
    result = next;
  }
  return result.length > MAX_STRING ? cap(result) : result;
}

/** Redacts only the two ends of a huge string: the rest is left out anyway. */
function capHuge(text: string): string {
  const beginning = redact(text.slice(0, HEAD + MARGIN));
  const end = redact(text.slice(-(TAIL + MARGIN)));
  return joinCapped(beginning.slice(0, Math.max(0, beginning.length - UNSURE)), end.slice(UNSURE), text.length);
}
