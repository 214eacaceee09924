import { clipEnd } from '../clip';
import type { Memory } from '../observation';

/** Small models read no more than this. */
const MAX_BYTES = 2_000;

/** What a memory means, most important first. */
export function embeddingText(memory: Memory): string {
  return clipEnd(partsOf(memory).map((part) => part.trim()).filter((part) => part !== '').join('\n'), MAX_BYTES);
}

function partsOf(memory: Memory): readonly string[] {
  switch (memory.kind) {
    case 'observation':
      return [memory.title, memory.subtitle, memory.narrative, ...memory.facts];
    case 'summary':
      return [memory.request, memory.completed, memory.learned, memory.nextSteps, memory.investigated];
    case 'prompt':
      return [memory.request];
  }
}
