import { type AgentWire, eventStream, jsonAnswer, type IssuedCall, type WireAnswer } from './agentModel';

const USAGE = { input_tokens: 100, input_tokens_details: { cached_tokens: 0 }, output_tokens: 10, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 110 };

function response(items: readonly object[]): WireAnswer {
  const id = 'resp_loopback';
  const events: { type: string; [key: string]: unknown }[] = [{ type: 'response.created', response: { id } }];
  for (const [index, item] of items.entries()) events.push({ type: 'response.output_item.done', output_index: index, item });
  events.push({ type: 'response.completed', response: { id, usage: USAGE } });
  return eventStream(events.map((data) => ({ event: data.type, data })));
}

function called({ id, name, input, kind }: IssuedCall): object {
  if (kind === 'custom') return { type: 'custom_tool_call', call_id: id, name, input: input['text'] };
  return { type: 'function_call', call_id: id, name, arguments: JSON.stringify(input) };
}

/** OpenAI's Responses API, streamed. */
export const responsesWire: AgentWire = {
  isStep: (path) => path.split('?')[0] === '/v1/responses',
  say: (text) => response([{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text }] }]),
  use: (calls) => response(calls.map(called)),
  other: (path) => (path.startsWith('/v1/models') ? jsonAnswer({ object: 'list', data: [], models: [] }) : undefined),
};
