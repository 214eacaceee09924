import { redactPemBlocks } from './pemBlocks';
import { redactArguments } from './secretArguments';
import { redactAssignments } from './secretAssignments';
import { redactTokens } from './tokenRules';

/** Shorter than any secret with what names it. */
const SHORTEST = 8;
/** What one pass puts in can bring a neighbour within reach of another rule; a second or third pass settles it. */
const MAX_PASSES = 4;

/** Replaces well-known secrets by a marker that names their kind. Redacting again changes nothing. */
export function redact(text: string): string {
  if (text.length < SHORTEST) return text;
  let result = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const next = redactArguments(redactAssignments(redactTokens(redactPemBlocks(result))));
    if (next === result) break;
    result = next;
  }
  return result;
}
