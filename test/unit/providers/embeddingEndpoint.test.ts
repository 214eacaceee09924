import assert from 'node:assert/strict';
import type { ProviderErrorKind } from '../../../src/core/errors';
import type { Embedder } from '../../../src/core/ports';
import { createEmbedder } from '../../../src/providers/embeddingEndpoint';
import { type EmbeddingAnswer, embedded, EmbeddingServer } from '../../support/embeddingServer';
import { failsWith } from '../../support/failures';

const KEY = 'sk-secret-key';
const never = (): AbortSignal => new AbortController().signal;

describe('the embedding endpoint', () => {
  let server: EmbeddingServer;

  const provide = (idleTimeoutMs = 2_000, apiKey?: string): Embedder => {
    const embedder = createEmbedder({ model: 'small', baseUrl: server.baseUrl, ...(apiKey !== undefined && { apiKey }) }, { clean: (text) => text.replaceAll('hunter2', '[secret]'), idleTimeoutMs });
    assert.ok(embedder);
    return embedder;
  };

  beforeEach(async () => {
    server = await new EmbeddingServer().listen();
  });
  afterEach(() => server.close());

  it('is none without a base URL', () => {
    assert.equal(createEmbedder(undefined, { clean: (text) => text }), undefined);
    assert.equal(createEmbedder({ model: 'small', baseUrl: '' }, { clean: (text) => text }), undefined);
  });

  it('gives a vector for each text, in their order, whatever the order of the answer', async () => {
    server.next({ kind: 'vectors', reversed: true });
    const vectors = await provide().embed(['red', 'green', 'blue'], never());
    assert.deepEqual(vectors, ['red', 'green', 'blue'].map((text) => Float32Array.from(embedded(text))));
  });

  it('sends the model and the texts without their secrets, the key in its header and nowhere else', async () => {
    await provide(2_000, KEY).embed(['the password is hunter2'], never());
    const [request] = server.requests;
    assert.equal(request?.path, '/v1/embeddings');
    assert.equal(request.model, 'small');
    assert.deepEqual(request.texts, ['the password is [secret]']);
    assert.equal(request.headers.authorization, `Bearer ${KEY}`);
    await provide().embed(['no key'], never());
    assert.equal(server.requests[1]?.headers.authorization, undefined);
  });

  const failures: readonly (readonly [string, EmbeddingAnswer, ProviderErrorKind, RegExp])[] = [
    ['a refused key', { kind: 'status', status: 401 }, 'auth', /HTTP 401/],
    ['a model that it does not know', { kind: 'status', status: 404 }, 'config', /HTTP 404/],
    ['a text that it refuses', { kind: 'status', status: 400 }, 'rejected', /HTTP 400/],
    ['a server that fails', { kind: 'status', status: 500 }, 'overloaded', /HTTP 500/],
    ['a redirect', { kind: 'status', status: 307, headers: { location: 'http://127.0.0.1:9/' } }, 'network', /reached/],
    ['a connection that breaks', { kind: 'reset' }, 'network', /reached/],
    ['an answer that is not JSON', { kind: 'raw', body: '<html>' }, 'invalidReply', /garbage/],
    ['an answer of another shape', { kind: 'raw', body: '{"data":[{"embedding":"AAAA"}]}' }, 'invalidReply', /garbage/],
    ['an empty vector', { kind: 'raw', body: '{"data":[{"embedding":[]},{"embedding":[]}]}' }, 'invalidReply', /garbage/],
    ['a vector of nothing', { kind: 'raw', body: '{"data":[{"embedding":[0,0]},{"embedding":[1,0]}]}' }, 'invalidReply', /of nothing/],
    ['too few vectors', { kind: 'raw', body: '{"data":[{"embedding":[1,2]}]}' }, 'invalidReply', /1 vectors for 2/],
    ['vectors of different lengths', { kind: 'raw', body: '{"data":[{"embedding":[1,2]},{"embedding":[1,2,3]}]}' }, 'invalidReply', /lengths/],
  ];
  for (const [what, answer, kind, message] of failures) {
    it(`tells ${what}`, async () => {
      server.next(answer);
      assert.match((await failsWith(kind, provide().embed(['a', 'b'], never()))).message, message);
    });
  }

  it('tells how long to wait where the endpoint does', async () => {
    server.next({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    assert.equal((await failsWith('rateLimit', provide().embed(['a'], never()))).retryAfterMs, 7_000);
  });

  it('gives up on one that hangs', async () => {
    server.next({ kind: 'hang' });
    assert.match((await failsWith('timeout', provide(60).embed(['a'], never()))).message, /stopped answering/);
  });

  it('takes an answer of another length for a mistake once, and for another model then', async () => {
    const embedder = provide();
    await embedder.embed(['a'], never());
    server.next({ kind: 'vectors', dimension: 8 }, { kind: 'vectors', dimension: 8 });
    assert.match((await failsWith('invalidReply', embedder.embed(['a'], never()))).message, /lengths/);
    assert.equal((await embedder.embed(['a'], never()))[0]?.length, 8);
  });

  it('ends with the reason of an abort', async () => {
    server.next({ kind: 'hang' });
    const ending = new AbortController();
    const asked = provide().embed(['a'], ending.signal);
    setTimeout(() => ending.abort(new Error('enough')), 20);
    await assert.rejects(asked, /enough/);
  });
});
