import { type AgentWire, eventStream, hasMember, jsonAnswer, type WireAnswer } from './agentModel';

const COMMON = { id: 'chatcmpl_loopback', object: 'chat.completion.chunk', created: 1, model: 'loopback' };
const USAGE = { prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 };

function completion(delta: object, finishReason: string): WireAnswer {
  const chunk = (part: object, reason: string | null): object => ({ ...COMMON, choices: [{ index: 0, delta: part, finish_reason: reason }] });
  return eventStream([{ data: chunk({ role: 'assistant', ...delta }, null) }, { data: chunk({}, finishReason) }, { data: { ...COMMON, choices: [], usage: USAGE } }, { data: '[DONE]' }]);
}

/** The Chat Completions API that OpenAI's rivals speak too, streamed. */
export const completionsWire: AgentWire = {
  isStep: (path, body) => path.endsWith('/chat/completions') && hasMember(body, 'tools'),
  say: (content) => completion({ content }, 'stop'),
  use: (calls) => completion({ tool_calls: calls.map(({ id, name, input }, index) => ({ index, id, type: 'function', function: { name, arguments: JSON.stringify(input) } })) }, 'tool_calls'),
  other(path, body) {
    if (!path.endsWith('/chat/completions')) return undefined;
    if (hasMember(body, 'stream')) return completion({ content: 'A title' }, 'stop');
    return jsonAnswer({ ...COMMON, object: 'chat.completion', choices: [{ index: 0, message: { role: 'assistant', content: 'A title' }, finish_reason: 'stop' }], usage: USAGE });
  },
};
