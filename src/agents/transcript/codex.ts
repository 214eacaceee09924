import { field, listField, textField, textsOf } from '../../core/action/json';
import type { Json } from '../../core/hookEvent';
import type { TranscriptEvent } from '../../core/transcript';
import { type Fields, isFields } from '../payload/commonPayload';
import { unwrapped } from '../payload/dialect';
import { jsonLines } from './jsonLines';
import { type Call, timeOf, Turns } from './turns';

/** What the client puts into the conversation in the user's place. */
const NOT_OF_THE_USER = /^\s*(?:<(?:environment_context|user_instructions|turn_aborted|skill|subagent_notification|hook_prompt)|# AGENTS\.md instructions)/;
/** Its shells, which its hooks call by one name and with the command alone. */
const SHELLS = new Set(['exec_command', 'shell', 'shell_command', 'local_shell', 'container.exec']);

/** Codex CLI: a rollout, the items of the model's protocol with the client's own events between them. */
export async function* readCodex(file: string, fromByte: number): AsyncGenerator<TranscriptEvent> {
  const turns = new Turns('codex', { prompt: 'UserPromptSubmit', stop: 'Stop' });
  // Which session it is stands in the first line only.
  if (fromByte > 0) for await (const { value } of jsonLines(file)) if (takeMeta(value, turns)) break;
  let turnId: string | undefined;
  /** Some versions begin a turn before its prompt. */
  let turnAtByte = fromByte;
  for await (const { value: line, atByte } of jsonLines(file, fromByte)) {
    if (takeMeta(line, turns)) continue;
    const atMs = timeOf(line['timestamp']);
    const payload = line['payload'];
    switch (textField(line, 'type')) {
      case 'turn_context':
        turns.cwd = textField(payload, 'cwd') || turns.cwd;
        turnId = textField(payload, 'turn_id') || turnId;
        break;
      case 'compacted':
        yield* turns.end();
        yield turns.event('PreCompact', atMs, `compact/${atMs}`, { trigger: '' });
        break;
      case 'event_msg':
        switch (textField(payload, 'type')) {
          case 'task_started':
            yield* turns.end();
            turnId = textField(payload, 'turn_id') || undefined;
            turnAtByte = atByte;
            break;
          case 'turn_aborted':
            turns.breakOff();
            break;
          case 'task_complete':
            turns.say(textField(payload, 'last_agent_message'), `end/${textField(payload, 'turn_id') || String(atMs)}`, atMs);
            yield* turns.end();
        }
        break;
      case 'response_item':
        yield* itemEvents(payload, { atMs, atByte: turnId === undefined ? atByte : turnAtByte, turnId }, turns);
    }
  }
  yield* turns.end();
}

function takeMeta(line: Fields, turns: Turns): boolean {
  if (line['type'] !== 'session_meta') return false;
  const meta = line['payload'];
  turns.sessionId ||= textField(meta, 'session_id', 'id');
  turns.cwd ||= textField(meta, 'cwd');
  return true;
}

function* itemEvents(item: Json | undefined, { atMs, atByte, turnId }: { atMs: number; atByte: number; turnId: string | undefined }, turns: Turns): Generator<TranscriptEvent> {
  const id = textField(item, 'call_id', 'id');
  switch (textField(item, 'type')) {
    case 'message': {
      const text = textOf(item);
      if (textField(item, 'role') === 'assistant') turns.say(text, id || String(atMs), atMs);
      if (textField(item, 'role') === 'user' && isOfUser(item, text)) yield* turns.begin({ key: turnId ?? String(atMs), id: turnId, text, atMs, atByte });
      return;
    }
    case 'function_call':
    case 'custom_tool_call':
    case 'local_shell_call': {
      const call = callOf(item);
      turns.call(id, call);
      return;
    }
    case 'function_call_output':
    case 'custom_tool_call_output': {
      const call = turns.answered(id);
      if (call && isHooked(call)) yield turns.event('PostToolUse', atMs, id, { tool_name: call.name, tool_input: call.input, tool_use_id: id, tool_response: responseOf(field(item, 'output')) });
    }
  }
}

function isOfUser(item: Json | undefined, text: string): boolean {
  const kinds = textsOf(listField(field(item, 'internal_chat_message_metadata_passthrough'), 'content_item_kinds'));
  return text.trim() !== '' && !NOT_OF_THE_USER.test(text) && (kinds.length === 0 || kinds.some((kind) => kind.startsWith('user')));
}

const textOf = (item: Json | undefined): string => listField(item, 'content').map((part) => textField(part, 'text')).filter((text) => text !== '').join('\n');

function callOf(item: Json | undefined): Call {
  const name = textField(item, 'name') || 'local_shell';
  const input = field(item, 'arguments') === undefined ? (field(item, 'input') ?? field(item, 'action') ?? null) : unwrapped(field(item, 'arguments'));
  if (name === 'apply_patch') return { name, input: typeof input === 'string' ? { command: input } : { command: textField(input, 'input', 'patch') } };
  if (!SHELLS.has(name)) return { name, input };
  const command = field(input, 'cmd') ?? field(input, 'command') ?? '';
  return { name: 'Bash', input: { command: Array.isArray(command) ? withoutShell(textsOf(command)) : command } };
}

/** `bash -lc COMMAND` */
const withoutShell = (words: readonly string[]): string => (/^(?:\/\S*\/)?(?:ba|z)?sh$/.test(words[0] ?? '') && /^-\w*c$/.test(words[1] ?? '') ? (words[2] ?? '') : words.join(' '));

/** What its hooks tell of: not its plans, nor its searches in the web. */
const isHooked = ({ name }: Call): boolean => name === 'Bash' || name === 'apply_patch' || name.startsWith('mcp__');

/** The output as hooks give it, without what is written above it for the model; but for how a command ended, which hooks leave out. */
function responseOf(output: Json | undefined): Json {
  const wrapped = unwrapped(output);
  if (isFields(wrapped) && typeof wrapped['output'] === 'string') return wrapped;
  const text = typeof wrapped === 'string' ? wrapped : listField({ wrapped }, 'wrapped').map((part) => textField(part, 'text')).join('\n');
  const head = /^(?:Chunk ID:.*\n|Wall time:.*\n|Exit code:.*\n|Process (?:exited|running) with.*\n|Original token count:.*\n|Total output lines:.*\n)*Output:\n/.exec(text)?.[0] ?? '';
  const exit = /(?:Exit code:|Process exited with code) (-?\d+)/.exec(head)?.[1];
  return exit === undefined || exit === '0' ? text.slice(head.length) : { output: text.slice(head.length), exit_code: Number(exit) };
}
