import assert from 'node:assert/strict';
import type { ModelSettings } from '../../../../src/core/settings';
import { EmbeddingServer } from '../../../support/embeddingServer';
import { MeaningBench } from '../../../support/meaningBench';
import { temporaryFolder } from '../../../support/openStore';

const FILLER = Array.from({ length: 30 }, (_, index) => `Number ${index} of the things that were noted about wallpaper and gardens`);

describe('Search by meaning', () => {
  let server: EmbeddingServer;
  let temporary: ReturnType<typeof temporaryFolder>;
  let bench: MeaningBench;
  const settings = (model = 'small'): ModelSettings => ({ model, baseUrl: server.baseUrl });
  const reopen = async (...parameters: Parameters<typeof MeaningBench.open> extends [string, ...infer Rest] ? Rest : never): Promise<void> => {
    await bench.close();
    bench = await MeaningBench.open(temporary.folder, ...parameters);
  };

  beforeEach(async () => {
    server = await new EmbeddingServer().listen();
    temporary = temporaryFolder();
    bench = await MeaningBench.open(temporary.folder, settings());
  });
  afterEach(async () => {
    await bench.close();
    await server.close();
    temporary.remove();
  });

  it('finds a memory that has no word of the query, and says why', async () => {
    await bench.add(...FILLER, 'The car engine stalls');
    await bench.embedded();
    const [hit] = await bench.hits('automobile motor');
    assert.equal(hit?.id, 'o31');
    assert.equal(hit.why, 'similar in meaning');
    const [both] = await bench.hits('the automobile stalls');
    assert.equal(both?.why, 'stalls in the title; similar in meaning');
    assert.equal(server.mostAtOnce, 1);
  });

  it('finds nothing for what is near nothing', async () => {
    await bench.add(...FILLER, 'The car engine stalls');
    await bench.embedded();
    assert.deepEqual(await bench.found('kubernetes ingress'), []);
  });

  it('holds to filters and quotes', async () => {
    await bench.add(...FILLER, 'The car engine stalls');
    await bench.embedded();
    assert.deepEqual(await bench.found('automobile motor', { project: '/other' }), []);
    assert.deepEqual(await bench.found('automobile motor', { type: 'decision' }), []);
    assert.deepEqual(await bench.found('"automobile motor"'), []);
  });

  it('follows what is new, changed and deleted, before and after a restart', async () => {
    await bench.add(...FILLER, 'The car engine stalls');
    await bench.embedded();
    await bench.change("UPDATE observations SET title = 'Nothing of interest' WHERE id = 31");
    bench.meaning.wake();
    await bench.until(() => server.texts.includes('Nothing of interest'));
    await bench.embedded();
    assert.deepEqual(await bench.found('automobile motor'), []);
    await bench.add('A sluggish car engine');
    await bench.embedded();
    assert.deepEqual(await bench.found('automobile motor'), ['o32']);
    const sent = server.texts.length;
    await reopen(settings());
    await bench.until(() => bench.meaning.state?.waiting === 0);
    assert.deepEqual(await bench.found('automobile motor'), ['o32']);
    assert.equal(server.texts.length, sent + 1, 'only the query is sent after a restart');
    await bench.change('DELETE FROM observations WHERE id = 32');
    assert.deepEqual(await bench.found('automobile motor'), []);
    assert.equal(bench.vectors(), 31);
  });

  it('makes up for what came while it was off, and embeds all anew for another model', async () => {
    await bench.add(...FILLER);
    await bench.embedded();
    await reopen();
    await bench.add('The car engine stalls');
    const sent = server.texts.length;
    await reopen(settings());
    await bench.embedded();
    assert.deepEqual(server.texts.slice(sent), ['The car engine stalls']);
    server.fallback = () => ({ kind: 'vectors', dimension: 128 });
    bench.meaning.configure(settings('other'));
    await bench.until(() => server.texts.length === sent + 1 + 31);
    await bench.embedded();
    assert.deepEqual(await bench.found('automobile motor'), ['o31']);
  });

  it('calls nothing while it is off, and ranks to the byte as if it had never been on', async () => {
    await bench.add(...FILLER, 'The car engine stalls', 'The engine of search is slow');
    await bench.embedded();
    const sent = server.requests.length;
    await reopen();
    const other = temporaryFolder();
    const never = await MeaningBench.open(other.folder);
    try {
      await never.add(...FILLER, 'The car engine stalls', 'The engine of search is slow');
      for (const query of ['engine', 'slow car', 'wallpaper garden', 'automobile motor', '"the engine"', '', 'number 7']) assert.equal(JSON.stringify(await bench.hits(query)), JSON.stringify(await never.hits(query)), query);
    } finally {
      await never.close();
      other.remove();
    }
    await bench.add('One more');
    assert.equal(server.requests.length, sent);
    assert.equal(bench.meaning.state, undefined);
  });

  it('searches by words when the query has no vector in time, and by meaning the next time', async () => {
    await bench.add(...FILLER, 'The car engine stalls');
    await bench.embedded();
    server.next({ kind: 'vectors', delayMs: 700 });
    const startMs = Date.now();
    assert.deepEqual(await bench.found('automobile motor'), []);
    assert.ok(Date.now() - startMs < 650, 'it did not wait for the endpoint');
    await bench.until(async () => (await bench.found('automobile motor'))[0] === 'o31');
    assert.equal(server.texts.filter((text) => text === 'automobile motor').length, 1);
  });

  it('does not wait behind memories that are being embedded', async () => {
    server.fallback = ({ texts }) => ({ kind: 'vectors', delayMs: texts.length > 1 ? 100 : 0 });
    await bench.add('The car engine stalls', ...FILLER, ...FILLER, ...FILLER);
    await bench.until(() => server.requests.length > 0);
    await bench.found('automobile motor');
    const at = server.texts.indexOf('automobile motor');
    assert.ok(at >= 0 && at <= 2 * 16, `asked for after ${at} texts`);
    assert.equal(server.mostAtOnce, 1);
  });

  for (const [what, answer] of [
    ['refuses the key', { kind: 'status', status: 401 }],
    ['fails', { kind: 'status', status: 500 }],
    ['talks nonsense', { kind: 'raw', body: 'hello' }],
    ['limits the rate', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
    ['hangs', { kind: 'hang' }],
  ] as const) {
    it(`says once that the endpoint ${what}, and goes on by words`, async () => {
      server.fallback = () => answer;
      await reopen(settings(), { idleTimeoutMs: 100 });
      await bench.add('The car engine stalls', ...FILLER);
      await bench.until(() => bench.log.lines.length > 0);
      for (let time = 0; time < 3; time++) {
        bench.meaning.wake();
        assert.deepEqual(await bench.found('engine stalls'), ['o1']);
      }
      assert.equal(bench.log.lines.length, 1);
      assert.match(bench.log.lines[0] ?? '', /^search goes by words alone for now: The embedding endpoint /);
      assert.match(bench.meaning.state?.problem ?? '', /^The embedding endpoint /);
      assert.equal(bench.meaning.state?.waiting, 31);
    });
  }

  it('waits as long as the endpoint asks, then goes on by itself', async () => {
    server.next({ kind: 'status', status: 429, headers: { 'retry-after': '0.3' } });
    await bench.add('The car engine stalls');
    await bench.until(() => bench.meaning.state?.problem !== null);
    assert.equal(server.requests.length, 1);
    await bench.embedded();
    assert.equal(bench.meaning.state?.problem, null);
  });

  it('leaves out a text that the endpoint refuses, and no other', async () => {
    server.fallback = ({ texts }) => (texts.some((text) => text.includes('poison')) ? { kind: 'status', status: 400 } : { kind: 'vectors' });
    await bench.add(...FILLER, 'A poison pill');
    await bench.embedded();
    assert.equal(bench.vectors(), 30);
    assert.deepEqual(await bench.found('poison'), ['o31']);
    assert.equal(bench.meaning.state?.problem, null);
  });

  it('keeps no vector of what was changed or deleted while it was made', async () => {
    server.next({ kind: 'vectors', delayMs: 200 });
    await bench.add('The car engine stalls', 'About wallpaper');
    await bench.until(() => server.requests.length === 1);
    await bench.change("UPDATE observations SET title = 'Nothing of interest' WHERE id = 1");
    await bench.change('DELETE FROM observations WHERE id = 2');
    await bench.embedded();
    assert.equal(bench.vectors(), 1);
    assert.deepEqual(await bench.found('automobile motor'), []);
    assert.equal(server.texts.at(-2), 'Nothing of interest');
  });

  it('embeds nothing again when something was forgotten, of which nothing is left', async () => {
    await bench.add('A sluggish car engine', ...FILLER, 'The car engine stalls');
    await bench.embedded();
    const sent = server.texts.length;
    await bench.store.editing.forget({ sessionId: 2 });
    bench.meaning.wake();
    await bench.until(async () => (await bench.found('automobile motor'))[0] === 'o32');
    assert.deepEqual([bench.vectors(), server.texts.length, bench.meaning.state?.waiting], [31, sent + 1, 0]);
  });

  it('ends with the owner in the middle of a call', async () => {
    server.fallback = () => ({ kind: 'hang' });
    await bench.add('The car engine stalls');
    await bench.until(() => server.requests.length === 1);
    await reopen();
    assert.equal(bench.vectors(), 0);
  });
});
