import type * as AnthropicSdk from '@anthropic-ai/sdk';
import type { ProviderErrorKind } from '../core/errors';
import type { ModelSettings } from '../core/settings';
import type { Prompt } from '../core/prompt';
import { failure, kindOfStatus, systemCodeOf } from './failure';
import { IdleTimer } from './idleTimer';
import { MAX_OUTPUT_TOKENS, type Answer, type ModelTransport } from './modelProvider';
import { retryAfterMsOf } from './retryAfter';

const VENDOR = 'Anthropic';
const BASE_URL = 'https://api.anthropic.com';

/** What the type of an error says, more exactly than its status; mid-stream errors have no status at all. */
const KINDS: Readonly<Record<string, ProviderErrorKind>> = {
  authentication_error: 'auth',
  permission_error: 'auth',
  billing_error: 'quota',
  not_found_error: 'config',
  rate_limit_error: 'rateLimit',
  overloaded_error: 'overloaded',
  api_error: 'overloaded',
  timeout_error: 'timeout',
  invalid_request_error: 'rejected',
  request_too_large: 'rejected',
};

/** Spent credit comes as a plain 400 without a code of its own: only here do the words decide. */
const SPENT_CREDIT = /credit balance|billing/iu;
const SPENT_CODES = /spend_limit|billing|ramp_limit/u;

type Sdk = typeof AnthropicSdk;

/** Asks a Claude model over the Messages API; one request, streamed, no retry of its own. */
export class AnthropicTransport implements ModelTransport {
  constructor(
    private readonly settings: ModelSettings & { readonly apiKey: string },
    private readonly idleTimeoutMs: number,
    private readonly nowMs: () => number = Date.now,
  ) {}

  async ask(prompt: Prompt, signal: AbortSignal): Promise<Answer> {
    const sdk = await import('@anthropic-ai/sdk');
    const idle = new IdleTimer(signal, this.idleTimeoutMs);
    try {
      return await this.stream(this.client(sdk, idle), prompt, idle.signal);
    } catch (error) {
      signal.throwIfAborted();
      if (idle.isIdle) throw failure('timeout', VENDOR, { detail: `nothing for ${this.idleTimeoutMs / 1000} s`, cause: error });
      throw this.toProviderError(sdk, error);
    } finally {
      idle.dispose();
    }
  }

  private client(sdk: Sdk, idle: IdleTimer): AnthropicSdk.Anthropic {
    return new sdk.Anthropic({
      apiKey: this.settings.apiKey,
      // Given as null so that what the environment holds for other programs is not used.
      authToken: null,
      webhookKey: null,
      baseURL: this.settings.baseUrl || BASE_URL,
      maxRetries: 0,
      logLevel: 'off',
      openTelemetry: false,
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        idle.touch();
        return watched(response, () => idle.touch());
      },
    });
  }

  private async stream(client: AnthropicSdk.Anthropic, prompt: Prompt, signal: AbortSignal): Promise<Answer> {
    const events = await client.messages.create(
      {
        model: this.settings.model,
        max_tokens: MAX_OUTPUT_TOKENS,
        stream: true,
        system: [{ type: 'text', text: prompt.system, cache_control: { type: 'ephemeral' } }],
        messages: [{ role: 'user', content: prompt.user }],
        output_config: { format: { type: 'json_schema', schema: { ...prompt.schema } } },
      },
      { signal },
    );
    let text = '';
    let usage = { inputTokens: 0, outputTokens: 0 };
    let stopReason: string | null = null;
    let state: 'none' | 'begun' | 'ended' = 'none';
    for await (const event of events) {
      if (event.type === 'message_start') {
        state = 'begun';
        const told = event.message.usage;
        usage = { inputTokens: told.input_tokens + (told.cache_creation_input_tokens ?? 0) + (told.cache_read_input_tokens ?? 0), outputTokens: told.output_tokens };
      } else if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') text += event.delta.text;
      else if (event.type === 'message_delta') {
        stopReason = event.delta.stop_reason;
        usage = { ...usage, outputTokens: event.usage.output_tokens };
      } else if (event.type === 'message_stop') state = 'ended';
    }
    // The SDK ends the loop without a word when the request is aborted.
    signal.throwIfAborted();
    if (state === 'none') throw failure('invalidReply', VENDOR, { detail: 'it was empty' });
    if (state === 'begun') throw failure('network', VENDOR, { detail: 'the answer was cut off' });
    if (stopReason === 'refusal') throw failure('rejected', VENDOR, { detail: 'the model declined' });
    if (stopReason === 'max_tokens' || stopReason === 'model_context_window_exceeded') throw failure('invalidReply', VENDOR, { detail: 'it was too long' });
    return { text, usage };
  }

  private toProviderError(sdk: Sdk, error: unknown): Error {
    if (error instanceof sdk.APIConnectionTimeoutError) return failure('timeout', VENDOR, { cause: error });
    if (error instanceof sdk.APIConnectionError) return failure('network', VENDOR, { detail: systemCodeOf(error), cause: error });
    if (isApiError(sdk, error)) return this.ofApiError(error);
    if (error instanceof SyntaxError) return failure('invalidReply', VENDOR, { detail: 'it was garbage', cause: error });
    // fetch reports a body that breaks off as a TypeError.
    if (error instanceof TypeError) return failure('network', VENDOR, { detail: 'the answer was cut off', cause: error });
    return error instanceof Error ? error : failure('network', VENDOR, { cause: error });
  }

  private ofApiError(error: AnthropicSdk.APIError): Error {
    const { status, type, errorCode } = error;
    const byType = type === null || !Object.hasOwn(KINDS, type) ? undefined : KINDS[type];
    let kind = (status === undefined ? undefined : kindOfStatus(status)) ?? byType ?? 'overloaded';
    if (byType === 'quota' || SPENT_CODES.test(errorCode ?? '')) kind = 'quota';
    else if (status === 400 && kind === 'rejected' && SPENT_CREDIT.test(error.apiMessage ?? '')) kind = 'quota';
    const detail = status === undefined ? (byType === undefined ? 'an error in mid-answer' : (type ?? '')) : `HTTP ${status}`;
    const retryAfterMs = error.headers === undefined ? undefined : retryAfterMsOf(error.headers, this.nowMs());
    return failure(kind, VENDOR, { detail, retryAfterMs, cause: error });
  }
}

function isApiError(sdk: Sdk, error: unknown): error is AnthropicSdk.APIError {
  return error instanceof sdk.APIError;
}

/** The same response, each of its chunks reported. */
function watched(response: Response, onChunk: () => void): Response {
  if (response.body === null) return response;
  const reporter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      onChunk();
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(reporter), { status: response.status, statusText: response.statusText, headers: response.headers });
}
