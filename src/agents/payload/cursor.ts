import { listField } from '../../core/action/json';
import { toolKindOf } from '../../core/action/toolKind';
import type { Json } from '../../core/hookEvent';
import type { Fields } from './commonPayload';
import { as, parserOf, renamed, type Translation, unwrapped } from './dialect';

/** `/c:/Users/…` on Windows. */
const folderOf = (root: Json | undefined): Json => (typeof root === 'string' ? root.replace(/^\/(?=[a-z]:)/i, '') : '');

function common(payload: Fields): Fields {
  const root = listField(payload, 'workspace_roots')[0];
  const fields = renamed(payload, { conversation_id: 'session_id', generation_id: 'prompt_id', duration: 'duration_ms', text: 'last_assistant_message', summary: 'last_assistant_message' });
  return { ...fields, cwd: folderOf(root ?? payload['cwd']) };
}

/** Of one tool use only one event counts: edits, shell commands and MCP calls have events of their own, which say more. */
function hasOwnEvent(name: Json | undefined): boolean {
  if (typeof name !== 'string') return false;
  const kind = toolKindOf(name);
  return kind === 'command' || (kind === 'edit' && !/delete/i.test(name)) || /^mcp[:_]/i.test(name);
}

const tool = (payload: Fields, name: Json | undefined, input: Json, response: Json): Fields => ({ ...common(payload), tool_name: name ?? null, tool_input: input, tool_response: response });

function used(payload: Fields): Translation {
  if (hasOwnEvent(payload['tool_name'])) return undefined;
  return { event: 'PostToolUse', fields: tool(payload, payload['tool_name'], unwrapped(payload['tool_input']), unwrapped(payload['tool_output'])) };
}

/** Cursor. The last words of a turn come before its end, in an event of their own. */
export const parseCursor = parserOf('cursor', {
  sessionStart: as('SessionStart', common),
  beforeSubmitPrompt: as('UserPromptSubmit', common),
  afterFileEdit: as('PostToolUse', (payload) => tool(payload, 'Edit', { file_path: payload['file_path'] ?? null, edits: payload['edits'] ?? null }, null)),
  afterShellExecution: as('PostToolUse', (payload) => tool(payload, 'Shell', { command: payload['command'] ?? null }, payload['output'] ?? null)),
  afterMCPExecution: as('PostToolUse', (payload) => tool(payload, payload['tool_name'], unwrapped(payload['tool_input']), unwrapped(payload['result_json']))),
  postToolUse: used,
  postToolUseFailure: as('PostToolUseFailure', (payload) => ({ ...tool(payload, payload['tool_name'], unwrapped(payload['tool_input']), null), error: payload['error_message'] ?? null })),
  subagentStop: as('SubagentStop', (payload) => renamed(common(payload), { subagent_id: 'agent_id', subagent_type: 'agent_type' })),
  preCompact: as('PreCompact', common),
  afterAgentResponse: as('AssistantMessage', common),
  stop: as('Stop', common),
  sessionEnd: as('SessionEnd', common),
});

/** Whether a payload is Cursor's, which runs Claude Code's hooks too when it is told to. */
export const isCursorPayload = (payload: Fields): boolean => payload['cursor_version'] !== undefined;
