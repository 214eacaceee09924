import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const line = z.object({ t: z.number(), payload: z.looseObject({ hook_event_name: z.string() }) });

/** One hook event as an agent gave it. */
export interface RecordedEvent {
  readonly name: string;
  readonly atMs: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The events for which Recollect installs a hook; a recording holds others too. */
const HOOKED = new Set(['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'PostToolUseFailure', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd']);

/** Reads a recorded session, in the order in which the agent ran its hooks. */
export async function readRecording(file: string): Promise<RecordedEvent[]> {
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => line.parse(JSON.parse(row)))
    .map(({ t, payload }) => ({ name: payload.hook_event_name, atMs: t, payload }))
    .filter((event) => HOOKED.has(event.name));
}
