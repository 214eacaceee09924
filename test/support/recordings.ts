import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../src/core/hookEvent';

export interface RecordedCall {
  readonly t: number;
  readonly payload: { readonly [key: string]: Json };
}

const folder = join(import.meta.dirname, '../fixtures/recordings');

/** Recorded sessions of Claude Code, by file name. */
export const CLAUDE_RECORDINGS = readdirSync(folder)
  .filter((name) => /^[01].*\.jsonl$/.test(name))
  .sort();

/** What a real client gave its hooks, call by call; short ones, which are no story to search in, are in `../payloads`. */
export function recordedCalls(file: string): readonly RecordedCall[] {
  return readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as RecordedCall);
}
