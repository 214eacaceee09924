import type { Turn } from './locomo';
import type { BenchMemory } from './memoryStore';

/** A turn of a conversation as a memory: who speaks is its title. */
export function turnMemory({ session, atMs, speaker, text, caption }: Turn): BenchMemory {
  return { session, atMs, type: 'discovery', title: speaker, subtitle: '', narrative: text, facts: caption === '' ? [] : [caption], concepts: [], filesRead: [], filesModified: [] };
}
