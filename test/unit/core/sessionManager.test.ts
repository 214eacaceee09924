import assert from 'node:assert/strict';
import { ProviderError, StorageError } from '../../../src/core/errors';
import { promptEvent, sessionEndEvent, stopEvent, toolEvent } from '../../support/events';
import { ManagerHarness } from '../../support/managerHarness';
import { compressionOf, ScriptedProvider } from '../../support/scriptedProvider';
import { settle } from '../../support/testClock';

const rateLimit = (retryAfterMs?: number): ProviderError => new ProviderError('rateLimit', 'The model is asked too often.', retryAfterMs);

describe('the session manager', () => {
  let harness: ManagerHarness;
  const use = async (provider?: ScriptedProvider): Promise<ManagerHarness> => (harness = await ManagerHarness.open(provider));
  afterEach(() => harness.close());

  const idle = { pending: 0, processing: 0, failed: 0 };

  describe('in its daily work', () => {
    it('wakes a run at once, processes in order and settles only what is stored', async () => {
      const { provider } = await use();
      await harness.ingest(promptEvent('a', 'Do it'), toolEvent('a', 't1'));
      assert.deepEqual(harness.queue, { pending: 0, processing: 1, failed: 0 });
      provider.last.answer();
      await settle();
      assert.deepEqual(harness.queue, idle);
      assert.deepEqual(harness.titles(), ['did t1']);
    });

    it('gives each prompt the next number and each message the number, time and project of its own event', async () => {
      const { provider } = await use();
      const early = toolEvent('a', 't1');
      await harness.ingest(promptEvent('a', 'one'), early, promptEvent('a', 'two'), toolEvent('a', 't2'));
      provider.last.answer();
      await settle();
      const [first] = provider.calls[0]?.batch.messages ?? [];
      assert.ok(first);
      assert.equal(first.promptNumber, 1);
      assert.equal(first.atMs, early.atMs);
      assert.equal(first.project, '/home/dev/shop-api');
      assert.equal(provider.last.batch.messages[0]?.promptNumber, 2);
      assert.equal(provider.last.batch.prompt, 'two');
    });

    it('lingers 5 s for more before the run ends, and a burst shares batches', async () => {
      const { provider, clock, manager } = await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      await harness.ingest(toolEvent('a', 't2'), toolEvent('a', 't3'));
      provider.last.answer();
      await settle();
      assert.deepEqual(provider.last.batch.messages.map((message) => message.toolUseId), ['t2', 't3']);
      provider.last.answer();
      await settle();
      await clock.advance(4_900);
      assert.equal(manager.activeSessions.length, 1);
      await harness.ingest(toolEvent('a', 't4'));
      assert.equal(provider.calls.length, 3);
      provider.last.answer();
      await settle();
      await clock.advance(5_100);
      assert.equal(manager.activeSessions.length, 0);
    });

    it('gathers a while with a provider that costs, but not beyond a summarize', async () => {
      const { provider, clock } = await use(new ScriptedProvider('costly', 2_000));
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), toolEvent('a', 't2'));
      assert.equal(provider.calls.length, 0);
      await clock.advance(2_000);
      assert.equal(provider.last.batch.messages.length, 2);
      provider.last.answer();
      await settle();
      await harness.ingest(toolEvent('a', 't3'), stopEvent('a', 'done'));
      assert.equal(provider.calls.length, 2);
    });

    it('ends a batch with a summarize and stores one summary for each stop', async () => {
      const { provider, api } = await use();
      provider.automatic = compressionOf;
      await harness.ingest(promptEvent('a', 'first'), toolEvent('a', 't1'), stopEvent('a', 'one done'), promptEvent('a', 'second'), toolEvent('a', 't2'), stopEvent('a', 'two done'));
      await settle();
      for (const call of provider.calls) assert.ok(call.batch.messages.slice(0, -1).every((message) => message.payload.kind !== 'summarize'));
      assert.equal((await api.status()).summaries, 2);
    });

    it('moves a session to another provider at the next batch', async () => {
      const { provider, manager } = await use();
      const other = new ScriptedProvider('other');
      other.automatic = compressionOf;
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      manager.setProvider(other);
      await harness.ingest(toolEvent('a', 't2'));
      provider.last.answer();
      await settle();
      assert.equal(other.calls.length, 1);
      assert.deepEqual(harness.titles(), ['did t1', 'did t2']);
    });

    it('counts the tokens of each session', async () => {
      const { provider, api } = await use();
      provider.automatic = compressionOf;
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      const [session] = await api.sessions({});
      assert.deepEqual([session?.inputTokens, session?.outputTokens], [10, 2]);
    });

    it('tells the caller when an event cannot be persisted, and queues nothing then', async () => {
      const { durable, manager } = await use();
      await durable.close();
      await assert.rejects(manager.ingest(toolEvent('a', 't1'), '/p'), StorageError);
      harness = await ManagerHarness.open();
      assert.deepEqual(harness.queue, idle);
    });

    it('aborts a session: its run stops, nothing is lost, and it goes on when the session does', async () => {
      const { provider, manager, api } = await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      const answer = await api.abort({ sessionId: 1 });
      assert.equal(answer.count, 1);
      assert.equal(provider.last.signal.aborted, true);
      assert.deepEqual(harness.queue, { pending: 1, processing: 0, failed: 0 });
      assert.equal((await api.status()).queue.paused, 1);
      await settle();
      assert.equal(manager.activeSessions.length, 0);
      provider.automatic = compressionOf;
      await harness.ingest(toolEvent('a', 't2'));
      assert.deepEqual(harness.queue, idle);
      assert.deepEqual(harness.titles(), ['did t1', 'did t2']);
    });

    it('aborts all sessions, and retry starts them again', async () => {
      const { provider, api } = await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), promptEvent('b', 'go'), toolEvent('b', 't2'));
      assert.equal((await api.abort({})).count, 2);
      provider.automatic = compressionOf;
      assert.equal((await api.retry({})).count, 2);
      await settle();
      assert.deepEqual(harness.titles().sort(), ['did t1', 'did t2']);
    });

    it('pauses and resumes for a person, and remembers the pause over a restart', async () => {
      const { provider, api } = await use();
      provider.automatic = compressionOf;
      await api.pause();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      assert.equal(provider.calls.length, 0);
      const { pause, queue } = await api.status();
      assert.deepEqual(pause, { kind: 'user' });
      assert.equal(queue.paused, 1);
      assert.equal(harness.store.pausedByUser, true);
      await api.resume();
      await settle();
      assert.deepEqual(harness.titles(), ['did t1']);
    });

    it('shuts all sessions down together and puts back what they had', async () => {
      const { manager, provider } = await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), promptEvent('b', 'go'), toolEvent('b', 't2'));
      await manager.shutdown();
      assert.deepEqual(harness.queue, { pending: 2, processing: 0, failed: 0 });
      assert.equal(manager.activeSessions.length, 0);
      assert.ok(provider.calls.every((call) => call.signal.aborted));
    });

    it('reprocesses a session: failed messages again, and what keeps its payload, whose earlier results are replaced', async () => {
      const { provider, api, store } = await use();
      store.payloadRetentionDays = 1;
      provider.automatic = compressionOf;
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), toolEvent('a', 't2'), stopEvent('a', 'done'));
      assert.equal((await api.status()).observations, 2);
      const answer = await api.reprocess({ sessionId: 1 });
      assert.equal(answer.count, 3);
      await settle();
      const status = await api.status();
      assert.deepEqual([status.observations, status.summaries], [2, 1]);
      assert.deepEqual(harness.queue, idle);
    });
  });

  describe('where its predecessor failed', () => {
    it('20 messages processed: nothing is left to count, the spinner stops', async () => {
      const { provider, api } = await use();
      provider.automatic = compressionOf;
      await harness.ingest(promptEvent('a', 'go'), ...Array.from({ length: 20 }, (_, index) => toolEvent('a', `t${index}`)));
      assert.deepEqual((await api.status()).queue, { ...idle, paused: 0 });
      assert.equal(harness.titles().length, 20);
    });

    it('after a restart: what waits in the database is counted and started', async () => {
      await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), toolEvent('a', 't2'));
      harness = await harness.restart();
      assert.equal(harness.queue.pending, 2);
      harness.provider.automatic = compressionOf;
      harness.manager.wakeAll();
      await settle();
      assert.deepEqual(harness.queue, idle);
      assert.deepEqual(harness.titles(), ['did t1', 'did t2']);
    });

    it('11 idle waits: each cleans up after itself, no listener or timer is left', async () => {
      const { provider, clock, manager } = await use();
      provider.automatic = compressionOf;
      const warnings: Error[] = [];
      const listen = (warning: Error): void => void warnings.push(warning);
      process.on('warning', listen);
      await harness.ingest(promptEvent('a', 'go'));
      for (let wait = 0; wait < 15; wait++) {
        await harness.ingest(toolEvent('a', `t${wait}`));
        await clock.advance(1_000);
      }
      await clock.advance(6_000);
      process.off('warning', listen);
      assert.deepEqual(warnings, []);
      assert.equal(manager.activeSessions.length, 0);
      assert.equal(clock.pendingTimers, 0);
    });

    it('abort, and the death of an owner: no row stays processing, whatever its age', async () => {
      await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      await harness.api.abort({ sessionId: 1 });
      assert.equal(harness.queue.processing, 0);
      await harness.ingest(toolEvent('a', 't2'));
      assert.equal(harness.queue.processing, 2);
      harness = await harness.restart();
      assert.deepEqual(harness.queue, { pending: 2, processing: 0, failed: 0 });
    });

    it('two processors never take one row', async () => {
      const { store } = await use();
      await store.ingest(promptEvent('a', 'go'), '/p');
      for (let index = 0; index < 10; index++) await store.ingest(toolEvent('a', `t${index}`), '/p');
      const batches = await Promise.all(Array.from({ length: 5 }, () => store.claim(1, { maxMessages: 3, maxBytes: 1e6 })));
      const ids = batches.flatMap((batch) => batch?.messages.map((message) => message.id) ?? []);
      assert.equal(ids.length, 10);
      assert.equal(new Set(ids).size, 10);
    });

    it('a row whose JSON is broken fails alone and stops no run', async () => {
      const { provider, durable, api, manager } = await use();
      provider.automatic = compressionOf;
      await api.pause();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), toolEvent('a', 't2'), toolEvent('a', 't3'));
      await durable.transact(() => void durable.database.run("UPDATE messages SET payload = x'00ff' WHERE tool_use_id = 't2'"));
      await api.resume();
      await settle();
      assert.deepEqual(harness.queue, { pending: 0, processing: 0, failed: 1 });
      assert.deepEqual(harness.titles(), ['did t1', 'did t3']);
      assert.equal(manager.activeSessions.length, 1);
    });

    it('attempts grow: the third failure is failed, kept, shown and retryable', async () => {
      const { provider, api } = await use();
      provider.automatic = () => new ProviderError('rejected', 'The model refused the request.');
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      assert.deepEqual(harness.queue, { pending: 0, processing: 0, failed: 1 });
      assert.equal(provider.calls.length, 3);
      const [failed] = await api.queue({ state: 'failed' });
      assert.equal(failed?.error, 'The model refused the request.');
      assert.equal(failed.attempts, 3);
      provider.automatic = compressionOf;
      assert.equal((await api.retry({})).count, 1);
      await settle();
      assert.deepEqual(harness.titles(), ['did t1']);
      assert.equal((await api.discard({})).count, 0);
    });

    it('discard deletes what failed, and nothing else', async () => {
      const { provider, api } = await use();
      provider.automatic = (batch) => (batch.messages.some((message) => message.toolUseId === 'bad') ? new ProviderError('rejected', 'no') : compressionOf(batch));
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 'bad'), toolEvent('a', 'good'));
      await settle();
      assert.deepEqual(harness.queue, { pending: 0, processing: 0, failed: 1 });
      assert.deepEqual(harness.titles(), ['did good']);
      assert.equal((await api.discard({})).count, 1);
      assert.deepEqual(harness.queue, idle);
    });

    it('one batch is in flight, and an answer settles its own messages only', async () => {
      const { provider } = await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      await harness.ingest(toolEvent('a', 't2'), toolEvent('a', 't3'));
      assert.equal(provider.calls.length, 1);
      provider.last.answer();
      await settle();
      assert.deepEqual(harness.titles(), ['did t1']);
      assert.equal(harness.queue.processing, 2);
    });

    it('a second prompt starts no second run, and no end of a run kills another', async () => {
      const { provider, manager } = await use();
      await harness.ingest(promptEvent('a', 'one'), toolEvent('a', 't1'), promptEvent('a', 'two'), toolEvent('a', 't2'));
      assert.equal(manager.activeSessions.length, 1);
      assert.equal(provider.calls.length, 1);
      provider.last.answer();
      await settle();
      assert.equal(provider.last.signal.aborted, false);
      provider.last.answer();
      await settle();
      assert.deepEqual(harness.titles(), ['did t1', 'did t2']);
    });

    it('rows that come after a summarize, or while a run is ending, are processed', async () => {
      const { provider, clock } = await use();
      provider.automatic = compressionOf;
      await harness.ingest(promptEvent('a', 'go'), stopEvent('a', 'done'), toolEvent('a', 'late'), sessionEndEvent('a'));
      assert.deepEqual(harness.queue, idle);
      const ending = clock.advance(5_000);
      await harness.ingest(toolEvent('a', 'while ending'));
      await ending;
      await clock.advance(10);
      assert.deepEqual(harness.queue, idle);
      assert.deepEqual(harness.titles(), ['did late', 'did while ending']);
    });

    it('a late answer is filed under the prompt of its message, not of its session', async () => {
      const { provider, api } = await use();
      await harness.ingest(promptEvent('a', 'one'), toolEvent('a', 't1'), promptEvent('a', 'two'));
      provider.last.answer();
      await settle();
      assert.equal((await api.memories({ sessionId: 1, promptNumber: 1 })).length, 1);
      assert.equal((await api.memories({ sessionId: 1, promptNumber: 2 })).length, 0);
    });

    it('a provider that ignores its abort does not hold a shutdown up, nor does its answer count', async () => {
      const deaf = new ScriptedProvider();
      let answer: () => void = () => undefined;
      deaf.compress = (batch) => new Promise((resolve) => (answer = () => resolve(compressionOf(batch))));
      const { manager, api, clock } = await use(deaf);
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      const aborted = api.abort({ sessionId: 1 });
      await settle();
      await clock.advance(3_000);
      await aborted;
      assert.equal(manager.activeSessions.length, 0);
      answer();
      await settle();
      assert.deepEqual(harness.titles(), []);
      assert.deepEqual(harness.queue, { pending: 1, processing: 0, failed: 0 });
    });

    it('an exception while logging loses no event', async () => {
      const { provider, store } = await use();
      provider.automatic = compressionOf;
      const odd = toolEvent('a', 't1', { toolUse: { name: 'Odd', input: null, response: [] } });
      await harness.ingest(promptEvent('a', 'go'), odd, toolEvent('a', 't2', { toolUse: { name: '', input: [1, { a: null }], response: 'x' } }));
      assert.equal(store.totals().observations, 2);
    });

    it('a private prompt makes its whole turn private, also when its tool uses came first', async () => {
      const { provider, api } = await use();
      provider.automatic = compressionOf;
      const inTurn = { promptId: 'p2' };
      await harness.ingest(promptEvent('a', 'open', { promptId: 'p1' }), toolEvent('a', 't1', { promptId: 'p1' }), toolEvent('a', 'secret 1', inTurn));
      await harness.ingest(promptEvent('a', '', { ...inTurn, isPrivate: true }), toolEvent('a', 'secret 2', inTurn), stopEvent('a', 'secret', inTurn));
      assert.deepEqual(harness.titles(), ['did t1']);
      assert.equal((await api.status()).summaries, 0);
      assert.equal((await api.prompts({ sessionId: 1 }))[0]?.isPrivate, true);
      await harness.ingest(promptEvent('a', 'open again', { promptId: 'p3' }), toolEvent('a', 't3', { promptId: 'p3' }));
      assert.deepEqual(harness.titles(), ['did t1', 'did t3']);
    });

    it('a 500 in a text is no server error: only an error type decides', async () => {
      const { provider, manager } = await use();
      provider.automatic = () => new Error('line 500: 429 of 529 tests failed');
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      assert.equal(manager.providerState.kind, 'ready');
      assert.equal(harness.queue.failed, 1);
    });

    it('never more than 2 calls at once, over however many sessions', async () => {
      const { provider } = await use();
      for (const session of ['a', 'b', 'c', 'd', 'e']) await harness.ingest(promptEvent(session, 'go'), toolEvent(session, `${session}1`));
      assert.equal(provider.atOnce, 2);
      for (let round = 0; round < 5; round++) {
        provider.calls.forEach((call) => call.answer());
        await settle();
      }
      assert.equal(provider.mostAtOnce, 2);
      assert.equal(harness.titles().length, 5);
    });

    it('the same event delivered twice makes one observation', async () => {
      const { provider } = await use();
      provider.automatic = compressionOf;
      const event = toolEvent('a', 't1');
      const withoutId = toolEvent('a', '', { toolUse: { name: 'read_file', input: { path: 'x' }, response: 'y' } });
      Reflect.deleteProperty(withoutId, 'toolUseId');
      await harness.ingest(promptEvent('a', 'go'), event, event, withoutId, withoutId);
      await harness.ingest({ ...event, atMs: event.atMs + 900 });
      assert.equal(harness.titles().length, 2);
    });
  });

  describe('when the provider fails', () => {
    it('is paused by a rate limit until its time, uses no attempt, and goes on by itself', async () => {
      const { provider, clock, api } = await use();
      provider.automatic = () => rateLimit(5_000);
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      const { pause, queue } = await api.status();
      assert.deepEqual(pause, { kind: 'provider', message: 'The model is asked too often.', untilMs: clock.nowMs() + 5_000 });
      assert.deepEqual(queue, { pending: 1, processing: 0, failed: 0, paused: 1 });
      assert.equal((await api.queue({}))[0]?.attempts, 0);
      provider.automatic = compressionOf;
      await clock.advance(4_900);
      assert.equal(provider.calls.length, 1);
      await clock.advance(200);
      assert.deepEqual(harness.titles(), ['did t1']);
    });

    it('is noticed to be well again within 10 s during a minute without Retry-After, with few calls', async () => {
      const { provider, clock } = await use();
      provider.automatic = () => new ProviderError('overloaded', 'The model is overloaded.');
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), toolEvent('a', 't2'));
      await clock.advance(60_000);
      assert.ok(provider.calls.length <= 12, `${provider.calls.length} calls`);
      provider.automatic = compressionOf;
      await clock.advance(10_000);
      assert.deepEqual(harness.titles(), ['did t1', 'did t2']);
    });

    it('is tried without gathering when its pause is over: a provider that costs is noticed to be well as soon', async () => {
      const { provider, clock } = await use(new ScriptedProvider('costly', 5_000));
      provider.automatic = () => rateLimit(8_000);
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      await clock.advance(5_000);
      assert.equal(provider.calls.length, 1);
      provider.automatic = compressionOf;
      await clock.advance(8_000);
      assert.deepEqual(harness.titles(), ['did t1']);
    });

    it('says what is the matter until it is well again, also while a try takes long', async () => {
      const { provider, clock, api } = await use();
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      assert.equal((await api.status()).pause, null);
      provider.last.fail(new ProviderError('timeout', 'The model stopped answering.'));
      await settle();
      await clock.advance(1_000);
      assert.equal(provider.calls.length, 2);
      const { pause } = await api.status();
      assert.ok(pause?.kind === 'provider');
      assert.equal(pause.message, 'The model stopped answering.');
      provider.last.answer();
      await settle();
      assert.equal((await api.status()).pause, null);
    });

    it('is not called again for a wrong key until the key or the settings change', async () => {
      const { provider, clock, manager, api } = await use();
      provider.automatic = () => new ProviderError('auth', 'Set another key.');
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      await clock.advance(3_600_000);
      assert.equal(provider.calls.length, 1);
      assert.deepEqual((await api.status()).pause, { kind: 'provider', message: 'Set another key.' });
      provider.automatic = compressionOf;
      manager.setProvider(provider);
      await settle();
      assert.deepEqual(harness.titles(), ['did t1']);
    });

    it('loses nothing and fails nothing while it answers with garbage for a minute', async () => {
      const { provider, clock } = await use();
      provider.automatic = () => new ProviderError('invalidReply', 'The model gave no usable answer.');
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'), promptEvent('b', 'go'), toolEvent('b', 't2'));
      await clock.advance(60_000);
      assert.deepEqual(harness.queue, { pending: 2, processing: 0, failed: 0 });
      provider.automatic = compressionOf;
      await clock.advance(10_000);
      assert.deepEqual(harness.titles().sort(), ['did t1', 'did t2']);
    });

    it('fails the one message that gets garbage while others are answered well', async () => {
      const { provider, clock } = await use();
      provider.automatic = (batch) => (batch.messages.some((message) => message.toolUseId === 'poison') ? new ProviderError('invalidReply', 'no usable answer') : compressionOf(batch));
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 'poison'));
      for (let round = 0; round < 12; round++) {
        await harness.ingest(promptEvent('b', `go ${round}`), toolEvent('b', `t${round}`));
        await clock.advance(10_000);
      }
      assert.equal(harness.queue.failed, 1);
      assert.equal(harness.titles().length, 12);
    });

    it('the status tells of a key that is missing before anything has come', async () => {
      const { manager, provider, api } = await use();
      manager.setProvider({ name: 'keyless', gatherMs: 0, maxBatch: 1, problem: 'There is no API key.', compress: async () => Promise.reject(new ProviderError('auth', 'There is no API key.')) });
      assert.deepEqual((await api.status()).pause, { kind: 'provider', message: 'There is no API key.' });
      manager.setProvider(provider);
      assert.equal((await api.status()).pause, null);
    });

    it('a person who resumes has it tried at once', async () => {
      const { provider, api } = await use();
      provider.automatic = () => rateLimit(3_600_000);
      await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
      provider.automatic = compressionOf;
      await api.resume();
      await settle();
      assert.deepEqual(harness.titles(), ['did t1']);
    });
  });
});
