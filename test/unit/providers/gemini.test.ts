import assert from 'node:assert/strict';
import type { ProviderErrorKind } from '../../../src/core/errors';
import type { Provider } from '../../../src/core/ports';
import { DEFAULT_PROVIDER_SETTINGS } from '../../../src/core/settings';
import { createProvider } from '../../../src/providers/createProvider';
import { bash, batchOf, edit, summarize } from '../../support/batches';
import { failsWith } from '../../support/failures';
import { geminiError, startGeminiServer } from '../../support/geminiServer';
import type { ModelAnswer, ModelServer } from '../../support/modelServer';

const KEY = 'AIza-secret-key';
const BATCH = batchOf([edit('src/server.js', 'a', 'b'), bash('npm test', 'ok')]);
const never = (): AbortSignal => new AbortController().signal;

const RETRY_INFO = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '37s' };
const DAILY_QUOTA = { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] };
const BAD_KEY = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' };

describe('the Gemini provider', () => {
  let server: ModelServer;
  let provider: Provider;

  const provide = (idleTimeoutMs = 2_000, model = 'gemini-2.5-flash'): Provider =>
    createProvider({ ...DEFAULT_PROVIDER_SETTINGS, name: 'gemini', gemini: { model, baseUrl: server.baseUrl, apiKey: KEY } }, { clean: (text) => text.replaceAll('hunter2', '[secret]'), idleTimeoutMs });

  beforeEach(async () => {
    server = await startGeminiServer();
    provider = provide();
  });
  afterEach(() => server.close());

  it('gives observations with their evidence and counts all tokens, those it thought with too', async () => {
    const { observations, summary, usage } = await provider.compress(BATCH, never());
    assert.deepEqual(observations.map((observation) => observation.messageIds), [[101], [102]]);
    assert.equal(summary, undefined);
    assert.deepEqual(usage, { inputTokens: 123, outputTokens: 45 });
  });

  it('gives a summary when the batch ends with a request for one', async () => {
    const { summary } = await provider.compress(batchOf([bash('ls'), summarize('Done.')]), never());
    assert.equal(summary?.completed, '1 messages');
  });

  it('asks for JSON by a schema of its own dialect, the key in its header and nowhere else', async () => {
    await provider.compress(batchOf([bash('ls'), summarize('Done.')]), never());
    const [request] = server.requests;
    const { generationConfig } = request?.body as { generationConfig: { responseMimeType: string; thinkingConfig: unknown; responseSchema: { properties: { summary: { nullable: boolean; type: string } } } } };
    assert.equal(request?.path, '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse');
    assert.equal(request.headers['x-goog-api-key'], KEY);
    assert.equal(generationConfig.responseMimeType, 'application/json');
    assert.equal(generationConfig.responseSchema.properties.summary.nullable, true);
    assert.deepEqual(generationConfig.thinkingConfig, { thinkingBudget: 0 });
    assert.ok(!JSON.stringify(request.body).includes('additionalProperties'));
    assert.ok(!`${request.path}${JSON.stringify(request.body)}`.includes(KEY));
  });

  it('does not forbid thinking to a model that cannot do without', async () => {
    await provide(2_000, 'gemini-2.5-pro').compress(BATCH, never());
    const { generationConfig } = server.requests[0]?.body as { generationConfig: object };
    assert.ok(!('thinkingConfig' in generationConfig));
  });

  it('sends no secret that the cleaner knows and keeps none that the model says', async () => {
    server.next({ kind: 'reply', reply: { observations: [{ type: 'change', title: 'The password is hunter2', evidence: [1] }] } });
    const { observations } = await provider.compress(batchOf([bash('login hunter2', 'welcome hunter2')]), never());
    assert.ok(!JSON.stringify(server.requests[0]?.body).includes('hunter2'));
    assert.equal(observations[0]?.title, 'The password is [secret]');
  });

  it('waits for a slow stream as long as it moves', async () => {
    server.next({ kind: 'reply', chunkDelayMs: 60 });
    assert.equal((await provide(150).compress(BATCH, never())).observations.length, 2);
  });

  const statuses: readonly (readonly [string, number, unknown, ProviderErrorKind])[] = [
    ['a 400', 400, geminiError(400, 'INVALID_ARGUMENT'), 'rejected'],
    ['a 400 for an invalid key', 400, geminiError(400, 'INVALID_ARGUMENT', [BAD_KEY]), 'auth'],
    ['a 401', 401, geminiError(401, 'UNAUTHENTICATED'), 'auth'],
    ['a 403', 403, geminiError(403, 'PERMISSION_DENIED'), 'auth'],
    ['a 404', 404, geminiError(404, 'NOT_FOUND'), 'config'],
    ['a 429', 429, geminiError(429, 'RESOURCE_EXHAUSTED'), 'rateLimit'],
    ['a 429 for the quota of the day', 429, geminiError(429, 'RESOURCE_EXHAUSTED', [DAILY_QUOTA, RETRY_INFO]), 'quota'],
    ['a 500', 500, geminiError(500, 'INTERNAL'), 'overloaded'],
    ['a 502 of a proxy', 502, 'Bad gateway', 'overloaded'],
    ['a 503', 503, geminiError(503, 'UNAVAILABLE'), 'overloaded'],
    ['a 529', 529, geminiError(529, 'UNAVAILABLE'), 'overloaded'],
  ];
  for (const [title, status, body, kind] of statuses)
    it(`takes ${title} for ${kind}, after one request, without the key in its words`, async () => {
      server.next({ kind: 'status', status, body });
      const error = await failsWith(kind, provider.compress(BATCH, never()));
      assert.equal(server.requests.length, 1);
      assert.ok(!error.message.includes(KEY));
    });

  it('hands on the delay of RetryInfo', async () => {
    server.next({ kind: 'status', status: 429, body: geminiError(429, 'RESOURCE_EXHAUSTED', [RETRY_INFO]) });
    assert.equal((await failsWith('rateLimit', provider.compress(BATCH, never()))).retryAfterMs, 37_000);
  });

  it('hands on Retry-After, though the SDK drops the headers', async () => {
    server.next({ kind: 'status', status: 429, body: geminiError(429, 'RESOURCE_EXHAUSTED'), headers: { 'retry-after': '5' } });
    assert.equal((await failsWith('rateLimit', provider.compress(BATCH, never()))).retryAfterMs, 5_000);
  });

  it('does not take the Retry-After of another call for its own', async () => {
    server.next({ kind: 'status', status: 429, headers: { 'retry-after': '5' } }, { kind: 'status', status: 429 });
    const errors = await Promise.all([provider.compress(BATCH, never()), provider.compress(BATCH, never())].map((call) => failsWith('rateLimit', call)));
    assert.deepEqual(errors.map((error) => error.retryAfterMs).sort(), [5_000, undefined]);
  });

  const answers: readonly (readonly [string, ModelAnswer, ProviderErrorKind])[] = [
    ['an overloaded error in mid-stream', { kind: 'streamError', error: { code: 503, status: 'UNAVAILABLE', message: '' } }, 'overloaded'],
    ['a rate limit in mid-stream', { kind: 'streamError', error: { code: 429, status: 'RESOURCE_EXHAUSTED', details: [RETRY_INFO] } }, 'rateLimit'],
    ['a connection cut in mid-stream', { kind: 'cutOff' }, 'network'],
    ['a stream that ends too early', { kind: 'cutOff', cleanly: true }, 'network'],
    ['a connection reset', { kind: 'reset' }, 'network'],
    ['an empty body', { kind: 'raw', body: '' }, 'invalidReply'],
    ['garbage', { kind: 'raw', body: '\u0000\u0001{{{not a stream' }, 'invalidReply'],
    ['garbage in an event', { kind: 'raw', body: 'data: {"candidates":\n\n' }, 'invalidReply'],
    ['an event that is null', { kind: 'raw', body: 'data: null\n\n' }, 'invalidReply'],
    ['an event of another shape', { kind: 'raw', body: 'data: {"candidates":"none"}\n\n' }, 'invalidReply'],
    ['a web page', { kind: 'raw', body: '<html>Sign in to the Wi-Fi</html>', contentType: 'text/html' }, 'invalidReply'],
    ['prose', { kind: 'reply', text: 'Here are the observations you asked for!' }, 'invalidReply'],
    ['JSON of another shape', { kind: 'reply', reply: { answer: 42 } }, 'invalidReply'],
    ['an answer cut at its limit', { kind: 'reply', stopReason: 'MAX_TOKENS' }, 'invalidReply'],
    ['a reason nobody knows', { kind: 'reply', stopReason: 'NEW_REASON' }, 'invalidReply'],
    ['an answer held back for safety', { kind: 'reply', stopReason: 'SAFETY' }, 'rejected'],
    ['a blocked prompt', { kind: 'raw', body: 'data: {"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"}}\n\n' }, 'rejected'],
  ];
  for (const [title, answer, kind] of answers)
    it(`takes ${title} for ${kind}`, async () => {
      server.next(answer);
      await failsWith(kind, provider.compress(BATCH, never()));
    });

  for (const answer of [{ kind: 'hang' }, { kind: 'stall' }] as const) {
    it(`gives up on a server in ${answer.kind}`, async () => {
      server.next(answer);
      await failsWith('timeout', provide(60).compress(BATCH, never()));
    });

    it(`ends with the signal's reason when it is aborted while the server is in ${answer.kind}`, async () => {
      server.next(answer);
      const controller = new AbortController();
      const reason = new Error('the session was aborted');
      const result = provider.compress(BATCH, controller.signal);
      setTimeout(() => controller.abort(reason), 30);
      await assert.rejects(result, reason);
    });
  }

  it('sends nothing when it is aborted beforehand', async () => {
    await assert.rejects(provider.compress(BATCH, AbortSignal.abort(new Error('aborted'))), /aborted/u);
    assert.equal(server.requests.length, 0);
  });
});
