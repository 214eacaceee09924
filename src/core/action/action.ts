import type { Json, ToolUse } from '../hookEvent';
import { commandEndOf, type CommandEnd, endsInComplaint } from './commandEnd';
import { editsOf, editsOfCommand, fileOf, type FileEdit } from './fileEdit';
import { field, listField, readable, textField, textsOf } from './json';
import { mcpNameOf, toolKindOf } from './toolKind';

/** What a tool use did, the same whatever agent and tool it came from; `failure` says how it failed. */
export type Action = { readonly failure?: string } & (
  | { readonly kind: 'edit'; readonly edits: readonly FileEdit[] }
  | { readonly kind: 'command'; readonly command: string; readonly purpose: string; readonly end: CommandEnd; readonly edits: readonly FileEdit[] }
  | { readonly kind: 'read'; readonly files: readonly string[]; readonly result: string }
  | { readonly kind: 'search'; readonly query: string; readonly where: string; readonly result: string }
  | { readonly kind: 'web'; readonly target: string; readonly result: string }
  | { readonly kind: 'delegate'; readonly agentType: string; readonly task: string; readonly report: string }
  | { readonly kind: 'mcp'; readonly server: string; readonly tool: string; readonly argument: string; readonly result: string }
  /** Upkeep of the agent's own state: it says nothing about the project. */
  | { readonly kind: 'bookkeeping'; readonly name: string }
  | { readonly kind: 'other'; readonly name: string; readonly argument: string; readonly result: string }
);

/** The failure that an agent reports inside the response instead of in an event of its own. */
function failureIn(response: Json): string {
  const error = field(response, 'error');
  if (typeof error === 'string') return error;
  const message = textField(error, 'message');
  if (message !== '') return message;
  const isFailure = field(response, 'is_error') === true || field(response, 'isError') === true || /^(?:failure|error|rejected|denied)$/u.test(textField(response, 'result_type', 'resultType'));
  return isFailure ? resultOf(response) || 'failed' : '';
}

/** What the tool answered, as text. */
function resultOf(response: Json): string {
  return textField(field(response, 'file'), 'content') || textField(response, 'text_result_for_llm', 'textResultForLlm', 'llmContent') || readable(field(response, 'content') ?? response);
}

function commandOf(input: Json): string {
  const command = field(input, 'command') ?? field(input, 'cmd') ?? input;
  return Array.isArray(command) ? textsOf(listField({ command }, 'command')).join(' ') : readable(command);
}

function commandAction(toolUse: ToolUse): Action {
  const command = commandOf(toolUse.input);
  const end = commandEndOf(toolUse);
  const failed = toolUse.error !== undefined || end.interrupted || (end.exitCode === undefined ? endsInComplaint(toolUse) : end.exitCode !== 0) || failureIn(toolUse.response) !== '';
  const failure = failed ? end.output || failureIn(toolUse.response) || 'failed' : undefined;
  const edits = editsOfCommand(command, toolUse.response);
  return { kind: 'command', command, purpose: textField(toolUse.input, 'description'), end, edits, ...(failure === undefined ? {} : { failure }) };
}

function reportOf(response: Json): string {
  // Launched only: what it found comes later, as a report of its own.
  if (field(response, 'isAsync') === true || textField(response, 'status') === 'async_launched') return '';
  return resultOf(response).replace(/<tools-used-before-summary>[^<]*<\/tools-used-before-summary>\s*/u, '');
}

function filesRead(input: Json): readonly string[] {
  return [fileOf(input), ...textsOf([...listField(input, 'paths'), ...listField(input, 'include')])].filter((file) => file !== '');
}

/** Reads a tool use; never throws, whatever the payload holds. */
export function actionOf(toolUse: ToolUse): Action {
  const { name, input, response } = toolUse;
  const kind = toolKindOf(name);
  if (kind === 'command') return commandAction(toolUse);
  const failure = toolUse.error ?? failureIn(response);
  const hasFailed = toolUse.error !== undefined || failure !== '' || toolUse.isInterrupt === true;
  const failed = hasFailed ? { failure: failure || (toolUse.isInterrupt === true ? 'interrupted' : 'failed') } : {};
  switch (kind) {
    case 'edit':
      return { kind, edits: editsOf(toolUse), ...failed };
    case 'read':
      return { kind, files: filesRead(input), result: resultOf(response), ...failed };
    case 'search':
      return { kind, query: textField(input, 'pattern', 'query', 'regex') || readable(input), where: textField(input, 'path', 'dir_path', 'directory'), result: resultOf(response), ...failed };
    case 'web':
      return { kind, target: textField(input, 'url', 'query', 'prompt') || readable(input), result: resultOf(response), ...failed };
    case 'delegate':
      return { kind, agentType: textField(input, 'subagent_type', 'agentName', 'agent_type'), task: textField(input, 'description', 'prompt') || readable(input), report: reportOf(response), ...failed };
    case 'bookkeeping':
      return { kind, name, ...failed };
    case undefined: {
      const mcp = mcpNameOf(name);
      const said = { argument: readable(input), result: resultOf(response), ...failed };
      return mcp === undefined ? { kind: 'other', name, ...said } : { kind: 'mcp', ...mcp, ...said };
    }
  }
}
