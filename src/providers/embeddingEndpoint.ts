import * as z from 'zod/mini';
import { ProviderError } from '../core/errors';
import type { Embedder } from '../core/ports';
import type { Clean } from '../core/prompt';
import type { ModelSettings } from '../core/settings';
import { failure, kindOfStatus, systemCodeOf } from './failure';
import { IdleTimer } from './idleTimer';
import { retryAfterMsOf } from './retryAfter';

const VENDOR = 'The embedding endpoint';
/** A model on one's own machine may have to be loaded first. */
const IDLE_TIMEOUT_MS = 30_000;
const MAX_ANSWER_BYTES = 16 << 20;
const MAX_DIMENSION = 8_192;

const answerShape = z.object({
  data: z.array(z.object({ index: z.optional(z.int().check(z.nonnegative())), embedding: z.array(z.number()).check(z.minLength(1), z.maxLength(MAX_DIMENSION)) })),
});

export interface EmbeddingOptions {
  /** Takes secrets out of every text that is sent. */
  readonly clean: Clean;
  readonly idleTimeoutMs?: number;
  readonly nowMs?: () => number;
}

/** Undefined when no endpoint is set. */
export function createEmbedder(settings: ModelSettings | undefined, options: EmbeddingOptions): Embedder | undefined {
  return settings === undefined || settings.baseUrl === '' ? undefined : new EmbeddingEndpoint(settings, options);
}

/** Embeds by `POST {baseUrl}/embeddings`, as OpenAI, Ollama and others take it; one request, no retry. */
class EmbeddingEndpoint implements Embedder {
  /** That of the last answer: all vectors of one model have one. */
  private dimension: number | undefined;

  constructor(
    private readonly settings: ModelSettings,
    private readonly options: EmbeddingOptions,
  ) {}

  get name(): string {
    return this.settings.model;
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]> {
    const { idleTimeoutMs = IDLE_TIMEOUT_MS } = this.options;
    const idle = new IdleTimer(signal, idleTimeoutMs);
    try {
      return this.read(await this.post(texts, idle), texts.length);
    } catch (error) {
      signal.throwIfAborted();
      if (idle.isIdle) throw failure('timeout', VENDOR, { detail: `nothing for ${idleTimeoutMs / 1000} s`, cause: error });
      if (error instanceof ProviderError) throw error;
      throw failure('network', VENDOR, { detail: systemCodeOf(error), cause: error });
    } finally {
      idle.dispose();
    }
  }

  private async post(texts: readonly string[], idle: IdleTimer): Promise<string> {
    const { baseUrl, model, apiKey } = this.settings;
    if (!URL.canParse(baseUrl)) throw failure('config', VENDOR, { detail: 'its base URL is no URL' });
    const response = await fetch(`${baseUrl}/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }) },
      body: JSON.stringify({ model, input: texts.map(this.options.clean), encoding_format: 'float' }),
      // What is sent is for this address alone.
      redirect: 'error',
      signal: idle.signal,
    });
    idle.touch();
    const kind = kindOfStatus(response.status);
    if (kind === undefined) return bodyOf(response, idle);
    throw failure(kind, VENDOR, { detail: `HTTP ${response.status}`, retryAfterMs: retryAfterMsOf(response.headers, (this.options.nowMs ?? Date.now)()) });
  }

  private read(body: string, count: number): readonly Float32Array[] {
    const answer = answerShape.safeParse(jsonOf(body));
    if (!answer.success) throw failure('invalidReply', VENDOR, { detail: 'it was garbage', cause: answer.error });
    const { data } = answer.data;
    const vectors = data.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0)).map(({ embedding }) => Float32Array.from(embedding));
    const dimension = vectors[0]?.length;
    const expected = this.dimension ?? dimension;
    this.dimension = dimension;
    if (vectors.length !== count) throw failure('invalidReply', VENDOR, { detail: `${vectors.length} vectors for ${count} texts` });
    if (vectors.some((vector) => vector.length !== expected)) throw failure('invalidReply', VENDOR, { detail: 'vectors of different lengths' });
    if (vectors.some((vector) => !vector.some((value) => value !== 0))) throw failure('invalidReply', VENDOR, { detail: 'a vector of nothing' });
    return vectors;
  }
}

async function bodyOf(response: Response, idle: IdleTimer): Promise<string> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  const body: AsyncIterable<Uint8Array> | null = response.body;
  for await (const chunk of body ?? []) {
    idle.touch();
    bytes += chunk.length;
    if (bytes > MAX_ANSWER_BYTES) throw failure('invalidReply', VENDOR, { detail: 'it was too long' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // As good as any other answer that does not fit.
  }
}
