import * as z from 'zod/mini';
import { ModelServer, piecesOf, type WireFormat } from './modelServer';

const requestShape = z.object({
  messages: z.array(z.object({ content: z.string() })),
  output_config: z.object({ format: z.object({ schema: z.object({ properties: z.record(z.string(), z.unknown()) }) }) }),
});

function sse(event: { readonly type: string } & Readonly<Record<string, unknown>>): string {
  return `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

/** The Messages API's server-sent events, as the documentation shows them. */
const format: WireFormat = {
  readPrompt(body) {
    const request = requestShape.parse(body);
    return { prompt: request.messages[0]?.content ?? '', wantsSummary: 'summary' in request.output_config.format.schema.properties };
  },
  stream(text, stopReason = 'end_turn') {
    return [
      sse({ type: 'message_start', message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'loopback', content: [], stop_reason: null, stop_sequence: null, usage: { input_tokens: 100, cache_read_input_tokens: 20, cache_creation_input_tokens: 3, output_tokens: 1 } } }),
      sse({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
      sse({ type: 'ping' }),
      ...piecesOf(text).map((piece) => sse({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: piece } })),
      sse({ type: 'content_block_stop', index: 0 }),
      sse({ type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage: { output_tokens: 45 } }),
      sse({ type: 'message_stop' }),
    ];
  },
  errorChunk(error) {
    return `event: error\ndata: ${JSON.stringify({ type: 'error', error })}\n\n`;
  },
};

/** A loopback Messages API. */
export function startAnthropicServer(port?: number): Promise<ModelServer> {
  return new ModelServer(format).listen(port);
}

/** An error's body as the API writes it. */
export function anthropicError(type: string, message = 'as the API words it'): unknown {
  return { type: 'error', error: { type, message }, request_id: 'req_1' };
}
