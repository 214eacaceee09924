import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { ProviderErrorKind } from '../../../src/core/errors';
import type { Provider } from '../../../src/core/ports';
import { DEFAULT_PROVIDER_SETTINGS } from '../../../src/core/settings';
import { createProvider } from '../../../src/providers/createProvider';
import { anthropicError, startAnthropicServer } from '../../support/anthropicServer';
import { bash, batchOf, edit, summarize } from '../../support/batches';
import { failsWith } from '../../support/failures';
import type { ModelAnswer, ModelServer } from '../../support/modelServer';

const KEY = 'sk-ant-secret-key';
const BATCH = batchOf([edit('src/server.js', 'a', 'b'), bash('npm test', 'ok')]);
const never = (): AbortSignal => new AbortController().signal;

describe('the Anthropic provider', () => {
  let server: ModelServer;
  let provider: Provider;

  const provide = (baseUrl: string, idleTimeoutMs = 2_000): Provider =>
    createProvider({ ...DEFAULT_PROVIDER_SETTINGS, name: 'anthropic', anthropic: { model: 'claude-haiku-4-5', baseUrl, apiKey: KEY } }, { clean: (text) => text.replaceAll('hunter2', '[secret]'), idleTimeoutMs });

  beforeEach(async () => {
    server = await startAnthropicServer();
    provider = provide(server.baseUrl);
  });
  afterEach(() => server.close());

  it('gives observations with their evidence and counts all tokens', async () => {
    const { observations, summary, usage } = await provider.compress(BATCH, never());
    assert.deepEqual(observations.map((observation) => observation.messageIds), [[101], [102]]);
    assert.deepEqual(observations[0]?.filesModified, ['src/server.js']);
    assert.equal(summary, undefined);
    assert.deepEqual(usage, { inputTokens: 123, outputTokens: 45 });
  });

  it('gives a summary when the batch ends with a request for one', async () => {
    const { summary } = await provider.compress(batchOf([bash('ls'), summarize('Done.')]), never());
    assert.equal(summary?.completed, '1 messages');
  });

  it('asks for structured output with a cached system prompt, the key in its header and nowhere else', async () => {
    await provider.compress(BATCH, never());
    const [request] = server.requests;
    const body = request?.body as { model: string; stream: boolean; system: { cache_control: unknown }[]; output_config: { format: { type: string } } };
    assert.equal(request?.path, '/v1/messages');
    assert.equal(request.headers.authorization, `Bearer ${KEY}`);
    assert.equal(body.model, 'claude-haiku-4-5');
    assert.equal(body.stream, true);
    assert.deepEqual(body.system[0]?.cache_control, { type: 'ephemeral' });
    assert.equal(body.output_config.format.type, 'json_schema');
    assert.ok(!JSON.stringify(body).includes(KEY));
  });

  it('sends no secret that the cleaner knows and keeps none that the model says', async () => {
    server.next({ kind: 'reply', reply: { observations: [{ type: 'change', title: 'The password is hunter2', evidence: [1] }] } });
    const { observations } = await provider.compress(batchOf([bash('login hunter2', 'welcome hunter2')]), never());
    assert.ok(!JSON.stringify(server.requests[0]?.body).includes('hunter2'));
    assert.equal(observations[0]?.title, 'The password is [secret]');
  });

  it('takes an empty list of observations for an answer', async () => {
    server.next({ kind: 'reply', reply: { observations: [] } });
    assert.deepEqual((await provider.compress(BATCH, never())).observations, []);
  });

  it('waits for a slow stream as long as it moves', async () => {
    const patient = provide(server.baseUrl, 150);
    server.next({ kind: 'reply', chunkDelayMs: 40 });
    assert.equal((await patient.compress(BATCH, never())).observations.length, 2);
  });

  const statuses: readonly (readonly [string, number, unknown, ProviderErrorKind])[] = [
    ['a 400', 400, anthropicError('invalid_request_error'), 'rejected'],
    ['a 400 about spent credit', 400, anthropicError('invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'), 'quota'],
    ['a 400 with a billing error', 400, anthropicError('billing_error'), 'quota'],
    ['a 400 that only mentions a status', 400, anthropicError('invalid_request_error', 'messages: text contains 529 overloaded 401'), 'rejected'],
    ['a 401', 401, anthropicError('authentication_error'), 'auth'],
    ['a 402', 402, anthropicError('billing_error'), 'quota'],
    ['a 403', 403, anthropicError('permission_error'), 'auth'],
    ['a 404', 404, anthropicError('not_found_error'), 'config'],
    ['a 404 without a body of the API', 404, '<html>nginx</html>', 'config'],
    ['a 413', 413, anthropicError('request_too_large'), 'rejected'],
    ['a 429', 429, anthropicError('rate_limit_error'), 'rateLimit'],
    ['a 500', 500, anthropicError('api_error'), 'overloaded'],
    ['a 502 of a proxy', 502, 'Bad gateway', 'overloaded'],
    ['a 503', 503, {}, 'overloaded'],
    ['a 529', 529, anthropicError('overloaded_error'), 'overloaded'],
  ];
  for (const [title, status, body, kind] of statuses)
    it(`takes ${title} for ${kind}, after one request, without the key in its words`, async () => {
      server.next({ kind: 'status', status, body });
      const error = await failsWith(kind, provider.compress(BATCH, never()));
      assert.equal(server.requests.length, 1);
      assert.ok(!error.message.includes(KEY));
    });

  const waits: readonly (readonly [string, () => Readonly<Record<string, string>>, (waitMs: number) => boolean])[] = [
    ['Retry-After in seconds', () => ({ 'retry-after': '5' }), (waitMs) => waitMs === 5_000],
    ['retry-after-ms', () => ({ 'retry-after-ms': '250', 'retry-after': '9' }), (waitMs) => waitMs === 250],
    ['Retry-After as a date', () => ({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() }), (waitMs) => waitMs > 50_000 && waitMs <= 60_000],
  ];
  for (const [title, headers, isRight] of waits)
    it(`hands on ${title}`, async () => {
      server.next({ kind: 'status', status: 429, body: anthropicError('rate_limit_error'), headers: headers() });
      const error = await failsWith('rateLimit', provider.compress(BATCH, never()));
      assert.ok(error.retryAfterMs !== undefined && isRight(error.retryAfterMs), String(error.retryAfterMs));
    });

  const answers: readonly (readonly [string, ModelAnswer, ProviderErrorKind])[] = [
    ['an overloaded error in mid-stream', { kind: 'streamError', error: { type: 'overloaded_error', message: 'Overloaded' } }, 'overloaded'],
    ['a rate limit in mid-stream', { kind: 'streamError', error: { type: 'rate_limit_error', message: '' } }, 'rateLimit'],
    ['an unknown error in mid-stream', { kind: 'streamError', error: 'boom' }, 'overloaded'],
    ['a connection cut in mid-stream', { kind: 'cutOff' }, 'network'],
    ['a stream that ends too early', { kind: 'cutOff', cleanly: true }, 'network'],
    ['a connection reset', { kind: 'reset' }, 'network'],
    ['an empty body', { kind: 'raw', body: '' }, 'invalidReply'],
    ['garbage', { kind: 'raw', body: '\u0000\u0001{{{not a stream' }, 'invalidReply'],
    ['garbage in an event', { kind: 'raw', body: 'event: message_start\ndata: {"type":\n\n' }, 'invalidReply'],
    ['a web page', { kind: 'raw', body: '<html>Sign in to the Wi-Fi</html>', contentType: 'text/html' }, 'invalidReply'],
    ['prose', { kind: 'reply', text: 'Here are the observations you asked for!' }, 'invalidReply'],
    ['an empty text', { kind: 'reply', text: '' }, 'invalidReply'],
    ['JSON of another shape', { kind: 'reply', reply: { answer: 42 } }, 'invalidReply'],
    ['an answer cut at its limit', { kind: 'reply', stopReason: 'max_tokens' }, 'invalidReply'],
    ['a refusal', { kind: 'reply', stopReason: 'refusal' }, 'rejected'],
  ];
  for (const [title, answer, kind] of answers)
    it(`takes ${title} for ${kind}`, async () => {
      server.next(answer);
      await failsWith(kind, provider.compress(BATCH, never()));
    });

  it('gives up on a server that never says a byte', async () => {
    server.next({ kind: 'hang' });
    await failsWith('timeout', provide(server.baseUrl, 60).compress(BATCH, never()));
  });

  it('gives up on a stream that stops moving', async () => {
    server.next({ kind: 'stall' });
    await failsWith('timeout', provide(server.baseUrl, 60).compress(BATCH, never()));
  });

  it('says that nobody answers where nobody listens', async () => {
    const listener = createServer();
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as AddressInfo;
    await new Promise((resolve) => listener.close(resolve));
    const error = await failsWith('network', provide(`http://127.0.0.1:${port}`).compress(BATCH, never()));
    assert.match(error.message, /ECONNREFUSED/u);
  });

  for (const answer of [{ kind: 'hang' }, { kind: 'stall' }] as const)
    it(`ends with the signal's reason when it is aborted while the server is in ${answer.kind}`, async () => {
      server.next(answer);
      const controller = new AbortController();
      const reason = new Error('the session was aborted');
      const result = provider.compress(BATCH, controller.signal);
      setTimeout(() => controller.abort(reason), 30);
      await assert.rejects(result, reason);
    });

  it('sends nothing when it is aborted beforehand', async () => {
    await assert.rejects(provider.compress(BATCH, AbortSignal.abort(new Error('aborted'))), /aborted/u);
    assert.equal(server.requests.length, 0);
  });
});
