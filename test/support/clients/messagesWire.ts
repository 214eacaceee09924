import { type AgentWire, eventStream, hasMember, jsonAnswer, type WireAnswer } from './agentModel';

const USAGE = { input_tokens: 100, cache_read_input_tokens: 0, cache_creation_input_tokens: 0, output_tokens: 10 };

function message(blocks: readonly { readonly start: object; readonly delta: object }[], stopReason: string): WireAnswer {
  const events: { type: string; [key: string]: unknown }[] = [{ type: 'message_start', message: { id: 'msg_loopback', type: 'message', role: 'assistant', model: 'loopback', content: [], stop_reason: null, stop_sequence: null, usage: USAGE } }];
  for (const [index, { start, delta }] of blocks.entries()) {
    events.push({ type: 'content_block_start', index, content_block: start }, { type: 'content_block_delta', index, delta }, { type: 'content_block_stop', index });
  }
  events.push({ type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage: USAGE }, { type: 'message_stop' });
  return eventStream(events.map((data) => ({ event: data.type, data })));
}

const said = (text: string): WireAnswer => message([{ start: { type: 'text', text: '' }, delta: { type: 'text_delta', text } }], 'end_turn');

/** Anthropic's Messages API, streamed. */
export const messagesWire: AgentWire = {
  isStep: (path, body) => /^\/v1\/messages(\?|$)/.test(path) && hasMember(body, 'tools'),
  say: said,
  use: (calls) => message(calls.map(({ id, name, input }) => ({ start: { type: 'tool_use', id, name, input: {} }, delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) } })), 'tool_use'),
  other(path, body) {
    if (path.startsWith('/v1/messages/count_tokens')) return jsonAnswer({ input_tokens: 100 });
    if (!path.startsWith('/v1/messages')) return undefined;
    const answer = 'A title';
    return hasMember(body, 'stream') ? said(answer) : jsonAnswer({ id: 'msg_loopback', type: 'message', role: 'assistant', model: 'loopback', content: [{ type: 'text', text: answer }], stop_reason: 'end_turn', stop_sequence: null, usage: USAGE });
  },
};
