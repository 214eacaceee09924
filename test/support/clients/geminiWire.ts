import { type AgentWire, eventStream, hasMember, jsonAnswer, type WireAnswer } from './agentModel';

const response = (parts: readonly object[]): object => ({
  candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
  usageMetadata: { promptTokenCount: 100, candidatesTokenCount: 10, totalTokenCount: 110 },
  modelVersion: 'loopback',
});

const streamed = (parts: readonly object[]): WireAnswer => eventStream([{ data: response(parts) }]);

/** Google's Gemini API. */
export const geminiWire: AgentWire = {
  isStep: (path, body) => path.includes(':streamGenerateContent') && hasMember(body, 'tools'),
  say: (text) => streamed([{ text }]),
  use: (calls) => streamed(calls.map(({ id, name, input }) => ({ functionCall: { id, name, args: input } }))),
  other(path) {
    if (path.includes(':countTokens')) return jsonAnswer({ totalTokens: 100 });
    if (path.includes(':streamGenerateContent')) return streamed([{ text: '{}' }]);
    return path.includes(':generateContent') ? jsonAnswer(response([{ text: '{}' }])) : undefined;
  },
};
