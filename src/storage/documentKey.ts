import type { Memory } from '../core/observation';

/** Prompts of a session that can be told apart. The triggers of the prompts count with it, too. */
const PROMPTS = 1 << 20;

/** The index's number of a memory: an observation's id doubled, a summary's doubled plus one; a prompt's is negative. */
export function keyOfRow(kind: 'observation' | 'summary', rowId: number): number {
  return rowId * 2 + (kind === 'summary' ? 1 : 0);
}

export function keyOfPrompt(sessionId: number, promptNumber: number): number {
  return -(sessionId * PROMPTS + promptNumber);
}

export function kindOf(key: number): Memory['kind'] {
  return key < 0 ? 'prompt' : key % 2 === 0 ? 'observation' : 'summary';
}

/** The row of an observation's or a summary's table. */
export function rowOf(key: number): number {
  return Math.floor(key / 2);
}

export function promptOf(key: number): { readonly sessionId: number; readonly promptNumber: number } {
  return { sessionId: Math.floor(-key / PROMPTS), promptNumber: -key % PROMPTS };
}
