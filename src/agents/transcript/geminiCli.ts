import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { field, isRecord, listField, textField } from '../../core/action/json';
import type { Json } from '../../core/hookEvent';
import type { TranscriptEvent } from '../../core/transcript';
import { withoutHookContext } from '../payload/geminiCli';
import { jsonLines } from './jsonLines';
import { textOfFile } from './openFile';
import { timeOf, Turns } from './turns';

/** Old versions wrote a session as one document, which is read as a whole. */
const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
/** Files that tell where projects are. */
const MAX_NAMES_BYTES = 4 * 1024 * 1024;
const OWN_CONTEXT = /^\s*<session_context>/;

/** Gemini CLI: a message that grows is written again as a whole, by the same id. */
export async function* readGeminiCli(file: string): AsyncGenerator<TranscriptEvent> {
  const turns = new Turns('gemini-cli', { prompt: 'BeforeAgent', stop: 'AfterAgent' });
  turns.cwd = await folderOf(file);
  /** Prompts and answers of tools that were told. */
  const told = new Set<string>();
  for await (const line of objectsOf(file)) {
    turns.sessionId ||= textField(line, 'sessionId');
    if (turns.cwd === '') turns.cwd = await folderOfHash(file, textField(line, 'projectHash'));
    const messages = [line, ...listField(line, 'messages'), ...listField(field(line, '$set'), 'messages')];
    for (const message of messages) yield* messageEvents(message, turns, told);
  }
  yield* turns.end();
}

async function* objectsOf(file: string): AsyncGenerator<Json> {
  if (!file.endsWith('.json')) {
    for await (const { value } of jsonLines(file)) yield value;
    return;
  }
  try {
    yield JSON.parse(await textOfFile(file, MAX_DOCUMENT_BYTES)) as Json; // JSON.parse gives JSON.
  } catch {
    return; // Half written, or too long.
  }
}

function* messageEvents(message: Json, turns: Turns, told: Set<string>): Generator<TranscriptEvent> {
  const id = textField(message, 'id');
  const atMs = timeOf(field(message, 'timestamp'));
  if (id === '' || atMs === 0) return;
  if (field(message, 'type') === 'user') {
    const text = withoutHookContext(textIn(field(message, 'content')));
    if (text.trim() === '' || OWN_CONTEXT.test(text) || told.has(id)) return;
    told.add(id);
    yield* turns.begin({ key: id, text, atMs, atByte: 0 });
  }
  if (field(message, 'type') !== 'gemini') return;
  if (!told.has(id)) turns.say(textIn(field(message, 'content')), id, atMs);
  told.add(id);
  for (const call of listField(message, 'toolCalls')) yield* callEvents(call, turns, told);
}

function* callEvents(call: Json, turns: Turns, told: Set<string>): Generator<TranscriptEvent> {
  const id = textField(call, 'id');
  const status = textField(call, 'status');
  // What was cancelled was not run.
  if (id === '' || told.has(id) || (status !== 'success' && status !== 'error')) return;
  told.add(id);
  turns.work();
  const response = field(field(listField(call, 'result')[0], 'functionResponse'), 'response');
  const error = status === 'error' ? { error: { message: textField(response, 'error') || 'it failed' } } : {};
  const tool_response = { llmContent: field(response, 'output') ?? field(response, 'error') ?? null, returnDisplay: field(call, 'resultDisplay') ?? null, ...error };
  yield turns.event('AfterTool', timeOf(field(call, 'timestamp')), id, { tool_name: textField(call, 'name'), tool_input: field(call, 'args') ?? null, tool_use_id: id, tool_response });
}

/** The text of a message's parts; answers of tools are parts too, without text. */
function textIn(content: Json | undefined): string {
  if (typeof content === 'string') return content;
  const parts = Array.isArray(content) ? content : [];
  return parts.map((part: Json) => (typeof part === 'string' ? part : textField(part, 'text'))).filter((text) => text !== '').join('\n');
}

/** The folder of a session's files is called as the project, and says which one that is. */
async function folderOf(file: string): Promise<string> {
  const root = await textOfFile(join(dirname(dirname(file)), '.project_root'), MAX_NAMES_BYTES).catch(() => ''); // Old versions wrote none.
  return root.trim();
}

/** Old versions name the folder by a hash of the project's path; the client has a list of paths. */
async function folderOfHash(file: string, projectHash: string): Promise<string> {
  try {
    const known = JSON.parse(await textOfFile(join(dirname(dirname(dirname(dirname(file)))), 'projects.json'), MAX_NAMES_BYTES)) as Json; // JSON.parse gives JSON.
    const folders = field(known, 'projects');
    const hashes = [projectHash, basename(dirname(dirname(file)))];
    return isRecord(folders) ? (Object.keys(folders).find((folder) => hashes.includes(createHash('sha256').update(folder).digest('hex'))) ?? '') : '';
  } catch {
    return ''; // It is not known where that was.
  }
}
