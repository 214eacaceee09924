import type { Fields } from './commonPayload';
import { as, parserOf, renamed, unwrapped } from './dialect';

/** Events named in camelCase carry camelCase fields, those named in PascalCase snake_case ones. */
const common = (payload: Fields): Fields =>
  renamed(payload, { sessionId: 'session_id', agentId: 'agent_id', agentName: 'agent_type', agent_name: 'agent_type', lastAssistantMessage: 'last_assistant_message' });

function tool(payload: Fields): Fields {
  const fields = renamed(common(payload), {
    toolName: 'tool_name',
    toolArgs: 'tool_input',
    tool_args: 'tool_input',
    toolUseId: 'tool_use_id',
    toolCallId: 'tool_use_id',
    toolResult: 'tool_response',
    tool_result: 'tool_response',
  });
  return { ...fields, tool_input: unwrapped(fields['tool_input']) };
}

const start = as('SessionStart', common);
const prompt = as('UserPromptSubmit', common);
const used = as('PostToolUse', tool);
const failed = as('PostToolUseFailure', tool);
const subagentStop = as('SubagentStop', (payload) => {
  const fields = common(payload);
  return renamed(fields, { agent_type: 'agent_id' });
});
const compact = as('PreCompact', common);
const stop = as('Stop', common);
const end = as('SessionEnd', common);

/** Copilot's CLI and the Copilot agent of VS Code. */
export const parseCopilot = parserOf('copilot', {
  sessionStart: start,
  SessionStart: start,
  userPromptSubmitted: prompt,
  UserPromptSubmit: prompt,
  postToolUse: used,
  PostToolUse: used,
  postToolUseFailure: failed,
  PostToolUseFailure: failed,
  subagentStop,
  SubagentStop: subagentStop,
  preCompact: compact,
  PreCompact: compact,
  agentStop: stop,
  Stop: stop,
  sessionEnd: end,
  SessionEnd: end,
});
