import { readdirSync } from 'node:fs';
import type { Json } from '../../src/core/hookEvent';
import type { Batch, Message, MessagePayload } from '../../src/core/message';
import { field, textField } from '../../src/core/action/json';
import { recordedCalls } from './recordings';

const FOLDER = new URL('../fixtures/recordings/', import.meta.url);

function payloadOf(payload: Json): MessagePayload | undefined {
  const toolUse = { name: textField(payload, 'tool_name'), input: field(payload, 'tool_input') ?? null, response: field(payload, 'tool_response') ?? null };
  switch (textField(payload, 'hook_event_name')) {
    case 'PostToolUse':
    case 'AfterTool':
      return { kind: 'toolUse', toolUse };
    case 'PostToolUseFailure':
      return { kind: 'toolUse', toolUse: { ...toolUse, error: textField(payload, 'error') } };
    case 'SubagentStop':
      return { kind: 'subagentReport', report: { text: textField(payload, 'last_assistant_message') } };
    case 'Stop':
      return { kind: 'summarize', request: { lastUserMessage: '', lastAssistantMessage: textField(payload, 'last_assistant_message'), reason: 'stop' } };
    default:
      return undefined;
  }
}

/** The turns of a recorded session, each as one batch. */
export function recordedBatches(name: string): readonly Batch[] {
  const batches: Batch[] = [];
  let messages: Message[] = [];
  let prompt = '';
  let promptNumber = 0;
  let id = 0;
  const flush = (): void => {
    if (messages.length > 0) batches.push({ token: `t${batches.length}`, sessionId: 1, messages, prompt, recentTitles: [], turnTitles: [] });
    messages = [];
  };
  for (const { t, payload } of recordedCalls(name)) {
    if (['UserPromptSubmit', 'BeforeAgent'].includes(textField(payload, 'hook_event_name')) && !textField(payload, 'prompt').startsWith('<task-notification>')) {
      flush();
      prompt = textField(payload, 'prompt');
      promptNumber++;
    }
    const read = payloadOf(payload);
    if (read === undefined) continue;
    const [toolUseId, agentId] = [textField(payload, 'tool_use_id'), textField(payload, 'agent_id')];
    messages.push({
      id: ++id,
      sessionId: 1,
      agent: 'claude-code',
      project: '/home/dev/shop-api',
      cwd: textField(payload, 'cwd'),
      atMs: t,
      promptNumber,
      attempt: 1,
      payload: read,
      ...(toolUseId === '' ? {} : { toolUseId }),
      ...(agentId === '' ? {} : { subagent: { id: agentId, type: textField(payload, 'agent_type') } }),
    });
    if (read.kind === 'summarize') flush();
  }
  flush();
  return batches;
}

export function recordings(): readonly string[] {
  return readdirSync(FOLDER).filter((name) => name.endsWith('.jsonl')).sort();
}
