import type { Json } from '../../core/hookEvent';
import { type Fields, isFields } from './commonPayload';
import { as, parserOf, renamed, type Translation } from './dialect';

const HOOK_CONTEXT = /<hook_context>[\s\S]*?<\/hook_context>\s*/g;

/** The prompt as the user wrote it: what hooks gave to the model stands inside it. */
function prompt(payload: Fields): Fields {
  const text = payload['prompt'];
  return typeof text === 'string' ? { ...payload, prompt: withoutHookContext(text) } : payload;
}

export const withoutHookContext = (text: string): string => text.replace(HOOK_CONTEXT, '');

/** An MCP tool's name as other agents write it: with its server. */
function toolName(payload: Fields): Json {
  const mcp = payload['mcp_context'];
  const [server, tool] = isFields(mcp) ? [mcp['server_name'], mcp['tool_name']] : [];
  return typeof server === 'string' && typeof tool === 'string' ? `mcp__${server}__${tool}` : (payload['tool_name'] ?? null);
}

function tool(payload: Fields): Translation {
  const fields = { ...payload, tool_name: toolName(payload) };
  const response = payload['tool_response'];
  const error = isFields(response) ? response['error'] : undefined;
  if (error === undefined || error === null) return { event: 'PostToolUse', fields };
  return { event: 'PostToolUseFailure', fields: { ...fields, error: (isFields(error) ? error['message'] : undefined) ?? error } };
}

/** Gemini CLI: no ids of prompts or tool uses. PreCompress, before each request to the model, means nothing. */
export const parseGeminiCli = parserOf('gemini-cli', {
  SessionStart: as('SessionStart'),
  BeforeAgent: as('UserPromptSubmit', prompt),
  AfterTool: tool,
  AfterAgent: as('Stop', (payload) => renamed(payload, { prompt_response: 'last_assistant_message' })),
  SessionEnd: as('SessionEnd'),
});
