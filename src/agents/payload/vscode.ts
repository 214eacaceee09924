import type { Fields } from './commonPayload';
import { as, parserOf, renamed } from './dialect';

/** As it writes fields, and as it did before. */
const common = (payload: Fields): Fields =>
  renamed(payload, {
    sessionId: 'session_id',
    toolName: 'tool_name',
    toolInput: 'tool_input',
    toolUseId: 'tool_use_id',
    toolResponse: 'tool_response',
    // The Copilot agent runs the extension's hooks too, in its own words.
    toolArgs: 'tool_input',
    toolResult: 'tool_response',
    tool_result: 'tool_response',
    agentId: 'agent_id',
    agentType: 'agent_type',
  });

/** VS Code's own agent ("Local"). The response of most of its built-in tools is empty, and it says nothing at the end of a session. */
export const parseVscode = parserOf('vscode', {
  SessionStart: as('SessionStart', common),
  UserPromptSubmit: as('UserPromptSubmit', common),
  PostToolUse: as('PostToolUse', common),
  SubagentStop: as('SubagentStop', common),
  PreCompact: as('PreCompact', common),
  Stop: as('Stop', common),
  SessionEnd: as('SessionEnd', common),
});

/** Whether a payload is of VS Code's own agent, whose it may be although another agent's hook was run: it reads the hooks of others. */
export function isVscodePayload(payload: Fields): boolean {
  const [transcript, toolUseId] = [payload['transcript_path'] ?? payload['transcriptPath'], payload['tool_use_id'] ?? payload['toolUseId']];
  return (typeof transcript === 'string' && /[\\/]github\.copilot-chat[\\/]/i.test(transcript)) || (typeof toolUseId === 'string' && /__vscode-\d+$/.test(toolUseId));
}
