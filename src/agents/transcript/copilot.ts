import { field, listField, textField } from '../../core/action/json';
import type { Json } from '../../core/hookEvent';
import type { TranscriptEvent } from '../../core/transcript';
import type { Fields } from '../payload/commonPayload';
import { unwrapped } from '../payload/dialect';
import { jsonLines } from './jsonLines';
import { timeOf, Turns } from './turns';

/** Copilot CLI: a line for each event of the session, `{type, data, id, timestamp, parentId}`. */
export async function* readCopilot(file: string, fromByte: number): AsyncGenerator<TranscriptEvent> {
  const turns = new Turns('copilot', { prompt: 'UserPromptSubmit', stop: 'Stop' });
  // Which session it is, and where, stands at the beginning only.
  if (fromByte > 0) for await (const { value } of jsonLines(file)) if (takeStart(value, turns)) break;
  for await (const { value: line, atByte } of jsonLines(file, fromByte)) if (!takeStart(line, turns)) yield* eventsOf(line, atByte, turns);
  yield* turns.end();
}

function takeStart(line: Fields, turns: Turns): boolean {
  if (line['type'] !== 'session.start' && line['type'] !== 'session.resume') return false;
  const data = line['data'];
  turns.sessionId ||= textField(data, 'sessionId');
  turns.cwd = textField(field(data, 'context'), 'cwd', 'gitRoot') || textField(data, 'cwd') || turns.cwd;
  return line['type'] === 'session.start';
}

function* eventsOf(line: Fields, atByte: number, turns: Turns): Generator<TranscriptEvent> {
  const data = line['data'];
  const atMs = timeOf(line['timestamp']);
  const id = textField(line, 'id') || String(atMs);
  // A sub-agent's words are for the agent that asked.
  const isSubagent = textField(data, 'parentToolCallId') !== '';
  switch (textField(line, 'type')) {
    case 'user.message': {
      // The client asks on the user's behalf too (`source`), which hooks do not tell.
      const source = textField(data, 'source');
      const text = textField(data, 'content');
      if (text.trim() !== '' && (source === '' || source === 'user')) yield* turns.begin({ key: id, text, atMs, atByte });
      return;
    }
    case 'assistant.message':
      if (!isSubagent) turns.say(textField(data, 'content'), textField(data, 'messageId') || id, atMs);
      if (listField(data, 'toolRequests').length > 0) turns.work();
      return;
    case 'tool.execution_start':
      turns.call(textField(data, 'toolCallId'), { name: textField(data, 'toolName'), input: unwrapped(field(data, 'arguments')) });
      return;
    case 'tool.execution_complete':
      yield* completed(data, atMs, turns);
      return;
    case 'abort':
      turns.breakOff();
      return;
    case 'session.compaction_start':
      yield* turns.end();
      yield turns.event('PreCompact', atMs, `compact/${id}`, { trigger: '' });
  }
}

function* completed(data: Json | undefined, atMs: number, turns: Turns): Generator<TranscriptEvent> {
  const id = textField(data, 'toolCallId');
  const call = turns.answered(id);
  if (!call) return;
  const asked = { tool_name: call.name, tool_input: call.input, tool_use_id: id };
  if (field(data, 'success') === false) {
    const error = field(data, 'error');
    // What was refused was not run.
    if (['rejected', 'denied'].includes(textField(error, 'code'))) return;
    yield turns.event('PostToolUseFailure', atMs, id, { ...asked, error: textField(error, 'message') || textField(field(data, 'result'), 'content') || 'it failed' });
    return;
  }
  yield turns.event('PostToolUse', atMs, id, { ...asked, tool_result: { result_type: 'success', text_result_for_llm: textField(field(data, 'result'), 'content', 'detailedContent') } });
}
