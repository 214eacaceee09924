import type * as GeminiSdk from '@google/generative-ai';
import * as z from 'zod/mini';
import type { ModelSettings } from '../core/settings';
import type { Prompt } from '../core/prompt';
import { failure } from './failure';
import { failureInChunk, failureOfFinish, geminiFailure, GEMINI } from './geminiErrors';
import { geminiSchemaOf } from './geminiSchema';
import { IdleTimer } from './idleTimer';
import { MAX_OUTPUT_TOKENS, type Answer, type ModelTransport } from './modelProvider';
import { ResponseHeaders } from './responseHeaders';

type Sdk = typeof GeminiSdk;

const count = z.catch(z.number(), 0);
const chunkShape = z.object({
  candidates: z.optional(
    z.array(
      z.object({
        finishReason: z.optional(z.string()),
        content: z.optional(z.object({ parts: z.optional(z.array(z.object({ text: z.optional(z.string()), thought: z.optional(z.boolean()) }))) })),
      }),
    ),
  ),
  promptFeedback: z.optional(z.object({ blockReason: z.optional(z.string()) })),
  usageMetadata: z.optional(z.object({ promptTokenCount: count, candidatesTokenCount: count, thoughtsTokenCount: count })),
});
type Chunk = z.infer<typeof chunkShape>;

/** The SDK's words for a body that breaks off; it keeps neither a class nor the cause. */
const CUT_OFF = '[GoogleGenerativeAI Error]: Error reading from the stream';

/** Asks a Gemini model; one request, streamed, no retry. */
export class GeminiTransport implements ModelTransport {
  constructor(
    private readonly settings: ModelSettings & { readonly apiKey: string },
    private readonly idleTimeoutMs: number,
  ) {}

  async ask(prompt: Prompt, signal: AbortSignal): Promise<Answer> {
    const sdk = await import('@google/generative-ai');
    const idle = new IdleTimer(signal, this.idleTimeoutMs);
    const response = new ResponseHeaders();
    try {
      // The SDK listens for an abort to come, and misses one that has been.
      idle.signal.throwIfAborted();
      const chunks = await this.request(sdk, prompt, idle, response);
      return await this.read(chunks, idle, response);
    } catch (error) {
      signal.throwIfAborted();
      if (idle.isIdle) throw failure('timeout', GEMINI, { detail: `nothing for ${this.idleTimeoutMs / 1000} s`, cause: error });
      throw error;
    } finally {
      response.dispose();
      idle.dispose();
    }
  }

  private async request(sdk: Sdk, prompt: Prompt, idle: IdleTimer, response: ResponseHeaders): Promise<AsyncIterator<unknown>> {
    const { model: name, baseUrl } = this.settings;
    // A small "flash" model that thinks first is slow and costs more than the answer is worth; others may refuse the field.
    const thinking = name.startsWith('gemini-2.5-flash') ? { thinkingConfig: { thinkingBudget: 0 } } : {};
    const model = new sdk.GoogleGenerativeAI(this.settings.apiKey).getGenerativeModel(
      {
        model: name,
        systemInstruction: prompt.system,
        generationConfig: { responseMimeType: 'application/json', responseSchema: geminiSchemaOf(prompt.schema, sdk.SchemaType), maxOutputTokens: MAX_OUTPUT_TOKENS, ...thinking },
      },
      { ...(baseUrl === '' ? {} : { baseUrl }), customHeaders: response.requestHeaders },
    );
    try {
      const result = await model.generateContentStream(prompt.user, { signal: idle.signal });
      // The SDK reads the stream twice; a failure of the copy nobody waits for is the same one again.
      result.response.catch(() => undefined);
      return result.stream;
    } catch (error) {
      if (error instanceof sdk.GoogleGenerativeAIFetchError && error.status !== undefined) throw geminiFailure(error.status, error.errorDetails, response.headers, error);
      throw failure('network', GEMINI, { cause: error });
    }
  }

  private async read(chunks: AsyncIterator<unknown>, idle: IdleTimer, response: ResponseHeaders): Promise<Answer> {
    let text = '';
    let usage = { inputTokens: 0, outputTokens: 0 };
    let finishReason: string | undefined;
    let begun = false;
    for (;;) {
      const chunk = await next(chunks, response);
      if (chunk === undefined) break;
      idle.touch();
      begun = true;
      if (chunk.promptFeedback?.blockReason !== undefined) throw failure('rejected', GEMINI, { detail: 'the prompt was blocked' });
      const candidate = chunk.candidates?.[0];
      for (const part of candidate?.content?.parts ?? []) if (part.thought !== true) text += part.text ?? '';
      finishReason = candidate?.finishReason ?? finishReason;
      const told = chunk.usageMetadata;
      if (told !== undefined) usage = { inputTokens: told.promptTokenCount, outputTokens: told.candidatesTokenCount + told.thoughtsTokenCount };
    }
    idle.signal.throwIfAborted();
    if (finishReason === undefined) throw begun ? failure('network', GEMINI, { detail: 'the answer was cut off' }) : failure('invalidReply', GEMINI, { detail: 'it was empty' });
    const problem = failureOfFinish(finishReason);
    if (problem !== undefined) throw problem;
    return { text, usage };
  }
}

/** The next chunk, checked; undefined at the end. */
async function next(chunks: AsyncIterator<unknown>, response: ResponseHeaders): Promise<Chunk | undefined> {
  let result: IteratorResult<unknown>;
  try {
    result = await chunks.next();
  } catch (error) {
    const isCut = error instanceof Error && error.message === CUT_OFF;
    throw isCut ? failure('network', GEMINI, { detail: 'the answer was cut off', cause: error }) : failure('invalidReply', GEMINI, { detail: 'it was garbage', cause: error });
  }
  if (result.done === true) return undefined;
  const problem = failureInChunk(result.value, response.headers);
  if (problem !== undefined) throw problem;
  const chunk = chunkShape.safeParse(result.value);
  if (!chunk.success) throw failure('invalidReply', GEMINI, { detail: 'it was garbage', cause: chunk.error });
  return chunk.data;
}
