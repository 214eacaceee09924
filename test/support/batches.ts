import type { Json, ToolUse } from '../../src/core/hookEvent';
import type { Batch, Message, MessagePayload } from '../../src/core/message';

export const PROJECT = '/home/dev/shop-api';

export function toolUse(name: string, input: Json, response: Json = null, more: Partial<ToolUse> = {}): MessagePayload {
  return { kind: 'toolUse', toolUse: { name, input, response, ...more } };
}

export function bash(command: string, stdout = ''): MessagePayload {
  return toolUse('Bash', { command }, { stdout, stderr: '', interrupted: false });
}

export function failedBash(command: string, error: string): MessagePayload {
  return toolUse('Bash', { command }, null, { error });
}

export function edit(file: string, before: string, after: string): MessagePayload {
  return toolUse('Edit', { file_path: `${PROJECT}/${file}`, old_string: before, new_string: after });
}

export function summarize(lastAssistantMessage: string): MessagePayload {
  return { kind: 'summarize', request: { lastUserMessage: 'the last user message', lastAssistantMessage, reason: 'stop' } };
}

/** A message; ids are not numbers of the batch, so that tests see when the two are mixed up. */
export function message(payload: MessagePayload, index: number): Message {
  return { id: 101 + index, sessionId: 1, agent: 'claude-code', project: PROJECT, cwd: PROJECT, atMs: 1_000 + index, promptNumber: 1, attempt: 1, payload };
}

export function batchOf(payloads: readonly MessagePayload[], more: Partial<Batch> = {}): Batch {
  return { token: 'token', sessionId: 1, messages: payloads.map(message), prompt: 'Add a health endpoint', recentTitles: [], turnTitles: [], ...more };
}
