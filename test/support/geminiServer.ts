import * as z from 'zod/mini';
import { ModelServer, piecesOf, type WireFormat } from './modelServer';

const requestShape = z.object({
  contents: z.array(z.object({ parts: z.array(z.object({ text: z.string() })) })),
  generationConfig: z.object({ responseSchema: z.object({ properties: z.record(z.string(), z.unknown()) }) }),
});

const sse = (data: unknown): string => `data: ${JSON.stringify(data)}\r\n\r\n`;

/** streamGenerateContent with `alt=sse`, as the API streams it. */
const format: WireFormat = {
  readPrompt(body) {
    const request = requestShape.parse(body);
    return { prompt: request.contents[0]?.parts[0]?.text ?? '', wantsSummary: 'summary' in request.generationConfig.responseSchema.properties };
  },
  stream(text, stopReason = 'STOP') {
    const pieces = piecesOf(text);
    return pieces.map((piece, index) =>
      sse({
        candidates: [{ content: { parts: [{ text: piece }], role: 'model' }, index: 0, ...(index === pieces.length - 1 ? { finishReason: stopReason } : {}) }],
        usageMetadata: { promptTokenCount: 123, candidatesTokenCount: 10 * (index + 1), thoughtsTokenCount: 5, totalTokenCount: 200 },
        modelVersion: 'loopback',
      }),
    );
  },
  errorChunk: (error) => sse({ error }),
};

/** A loopback Gemini API. */
export function startGeminiServer(port?: number): Promise<ModelServer> {
  return new ModelServer(format).listen(port);
}

/** An error's body as Google's APIs write it. */
export function geminiError(code: number, status: string, details: readonly unknown[] = []): { readonly error: unknown } {
  return { error: { code, message: 'as the API words it', status, details } };
}
