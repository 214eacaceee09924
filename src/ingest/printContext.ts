import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { contextFile } from './contextFile';
import { ProjectResolver } from './projectOf';

/** Above this an agent would cut it, or refuse it. */
const MAX_CHARACTERS = 10_000;

/** Prints what is remembered of the project for a session that begins, as the agent's contract wants it; nothing when there is nothing. */
export function printContext(contextFolder: string, agent: string, payload: object): void {
  const cwd = 'cwd' in payload && typeof payload.cwd === 'string' ? payload.cwd : '';
  const isResumed = 'source' in payload && payload.source === 'resume'; // What it was told then is still there.
  if (cwd === '' || isResumed) return;
  const { id, tree } = new ProjectResolver().projectOf(cwd);
  for (const name of [contextFile(id, tree, agent), contextFile(id, tree), contextFile(id, undefined, agent), contextFile(id)]) {
    const text = readIfThere(join(contextFolder, name));
    if (text !== undefined) return printText(agent, 'SessionStart', text);
  }
}

/** Prints what the agent's model is to be told, as the agent's contract wants it. */
export function printText(agent: string, event: string, text: string): void {
  if (text !== '' && text.length <= MAX_CHARACTERS) writeSync(1, `${JSON.stringify(answerOf(agent, event, text))}\n`);
}

function answerOf(agent: string, event: string, text: string): object {
  if (agent === 'copilot') return { additionalContext: text };
  if (agent === 'cursor') return { additional_context: text };
  return { hookSpecificOutput: { hookEventName: event, additionalContext: text } };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // Nothing is remembered of the project yet.
  }
}
