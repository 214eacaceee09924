import type { TranscriptEvent, TranscriptFile, TranscriptOutline } from '../../core/transcript';
import type { Fields } from '../payload/commonPayload';
import { lastJsonLines } from './jsonLines';
import { openFile } from './openFile';

/** So much of a file is looked at for a count; the rest is taken to be alike. */
const COUNTED_BYTES = 4 * 1024 * 1024;
const TAIL_BYTES = 64 * 1024;
/** A session whose first events hold no prompt is none of a person. */
const FIRST_EVENTS = 20;

/** What stands in a transcript once for each tool use and once for each turn, more or less. */
export interface Marks {
  readonly toolUse: string;
  readonly turn: string;
}

/** @param lastTime when a line was written that tells of the session's work; 0 for any other */
export async function outlineOf(file: TranscriptFile, events: AsyncIterable<TranscriptEvent>, lastTime: (line: Fields) => number, marks: Marks): Promise<TranscriptOutline | undefined> {
  const first = await firstPrompt(events);
  if (!first) return undefined;
  const tail = file.file.endsWith('.jsonl') ? await lastJsonLines(file.file, file.sizeBytes, TAIL_BYTES) : [];
  const lastAtMs = tail.map(lastTime).find((atMs) => atMs > 0) ?? file.modifiedMs;
  const [toolUses, turns] = await counts(file, [marks.toolUse, marks.turn]);
  const { session_id, cwd, prompt } = first.payload;
  return { sessionId: String(session_id), cwd: String(cwd), firstPrompt: String(prompt), startedAtMs: first.atMs, lastAtMs: Math.max(first.atMs, lastAtMs), toolUses, turns: Math.max(1, turns) };
}

async function firstPrompt(events: AsyncIterable<TranscriptEvent>): Promise<TranscriptEvent | undefined> {
  let looked = 0;
  for await (const event of events) {
    if (event.payload['prompt'] !== undefined) return event;
    if (++looked >= FIRST_EVENTS) return undefined;
  }
  return undefined;
}

async function counts({ file, sizeBytes }: TranscriptFile, marks: readonly [string, string]): Promise<readonly [number, number]> {
  const handle = await openFile(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(Math.min(COUNTED_BYTES, sizeBytes)), 0, Math.min(COUNTED_BYTES, sizeBytes), 0);
    const looked = buffer.subarray(0, bytesRead);
    const whole = bytesRead === 0 ? 0 : sizeBytes / bytesRead;
    return [Math.round(occurrences(looked, marks[0]) * whole), Math.round(occurrences(looked, marks[1]) * whole)];
  } finally {
    await handle.close();
  }
}

function occurrences(bytes: Buffer, mark: string): number {
  let count = 0;
  for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + mark.length)) count++;
  return count;
}
