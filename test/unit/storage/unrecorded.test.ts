import assert from 'node:assert/strict';
import { ManagerHarness } from '../../support/managerHarness';
import { promptEvent, sessionEndEvent, stopEvent, toolEvent } from '../../support/events';
import { compressionOf } from '../../support/scriptedProvider';
import { settle } from '../../support/testClock';

describe('A session that is incognito', () => {
  let harness: ManagerHarness;
  beforeEach(async () => (harness = await ManagerHarness.open()));
  afterEach(() => harness.close());
  const rows = (table: string): number => Number(harness.durable.database.get(`SELECT count(*) AS n FROM ${table}`)?.['n']);

  it('has nothing more recorded, loses what waits, and stops what is being compressed; what is remembered stays', async () => {
    harness.provider.automatic = compressionOf;
    await harness.ingest(promptEvent('a', 'go'), toolEvent('a', 't1'));
    harness.provider.automatic = undefined;
    await harness.clock.advance(10_000);
    await harness.ingest(toolEvent('a', 't2'), toolEvent('a', 't3'), promptEvent('b', 'go'), toolEvent('b', 't4'));
    const call = harness.provider.calls.find(({ batch }) => batch.messages.some(({ toolUseId }) => toolUseId === 't2'));
    const answer = await harness.api.incognito({ sessionId: 1, isOn: true });
    assert.match(answer.message, /^Session "go" is incognito: nothing more of it is recorded\. Deleted: 2 messages that waited\.$/);
    assert.equal(call?.signal.aborted, true);
    const results = [];
    for (const event of [promptEvent('a', 'secret'), toolEvent('a', 't5'), stopEvent('a', 'done'), sessionEndEvent('a')]) results.push((await harness.manager.ingest(event, '/p')).result);
    await settle();
    assert.deepEqual(results, ['private', 'private', 'private', 'private']);
    assert.deepEqual(harness.titles(), ['did t1']);
    assert.equal(rows("messages WHERE session_id = 1"), 0);
    assert.deepEqual((await harness.api.prompts({ sessionId: 1 })).map(({ text }) => text), ['go']);
    const session = (await harness.api.sessions({})).find(({ id }) => id === 1);
    assert.equal(session?.isIncognito, true);
    assert.notEqual(session.endedAtMs, null);
    assert.deepEqual((await harness.api.status()).unrecorded, { projects: 0, sessions: 1 });
    assert.equal(harness.queue.pending + harness.queue.processing, 1);
    harness.provider.last.answer();
    await settle();
    assert.deepEqual(harness.titles(), ['did t1', 'did t4']);
  });

  it('is forgotten as a whole when the person wants it, and stays incognito then', async () => {
    harness.provider.automatic = compressionOf;
    await harness.ingest(promptEvent('a', 'Launch codes'), toolEvent('a', 't1'), stopEvent('a', 'done'), promptEvent('b', 'go'), toolEvent('b', 't2'));
    const answer = await harness.api.incognito({ sessionId: 1, isOn: true, forget: true });
    assert.match(answer.message, /^Session "Launch codes" is incognito: nothing more of it is recorded\. Forgotten: /);
    assert.deepEqual(harness.titles(), ['did t2']);
    assert.deepEqual((await harness.api.search({ query: 'launch codes' })).map(({ id }) => id), []);
    assert.equal((await harness.manager.ingest(promptEvent('a', 'More codes', { atMs: Date.now() * 2 }), '/p')).result, 'private');
    assert.equal(rows("prompts WHERE text LIKE '%codes%'"), 0);
  });

  it('is recorded again by the agent\'s id of it, when it was forgotten', async () => {
    await harness.ingest(promptEvent('a', 'Launch codes'));
    assert.match((await harness.api.incognito({ sessionId: 1, isOn: true, forget: true })).message, /"recollect incognito a --off" records it again\.$/);
    assert.deepEqual(await harness.api.incognito({ agentSessionId: 'a', isOn: false }), { count: 1, message: 'Session a is recorded again from now on.' });
    assert.deepEqual(await harness.api.incognito({ agentSessionId: 'a', isOn: false }), { count: 0, message: 'Session a is not incognito.' });
    assert.notEqual((await harness.manager.ingest(promptEvent('a', 'go', { atMs: Date.now() * 2 }), '/p')).result, 'private');
  });

  it('stays so over a restart, until the person has it recorded again', async () => {
    await harness.ingest(promptEvent('a', 'go'));
    await harness.api.incognito({ sessionId: 1, isOn: true });
    harness = await harness.restart();
    assert.equal((await harness.manager.ingest(toolEvent('a', 't1'), '/p')).result, 'private');
    assert.match((await harness.api.incognito({ sessionId: 1, isOn: false })).message, /recorded again/);
    assert.match((await harness.api.incognito({ sessionId: 1, isOn: false })).message, /recorded already/);
    assert.equal((await harness.manager.ingest(toolEvent('a', 't2'), '/p')).result, 'queued');
    assert.match((await harness.api.incognito({ sessionId: 9, isOn: true })).message, /no session 9/);
  });

  it('can begin with the session, or with a prompt that says so', async () => {
    await harness.ingest({ ...toolEvent('a', 't'), kind: 'sessionStart', source: 'startup', startsIncognito: true }, promptEvent('a', 'go'), toolEvent('a', 't1'));
    assert.deepEqual([rows('prompts'), rows('messages')], [0, 0]);
    await harness.ingest(promptEvent('b', 'go'), toolEvent('b', 't1'));
    await harness.ingest(promptEvent('b', '', { isPrivate: true, startsIncognito: true }), toolEvent('b', 't2'));
    assert.deepEqual([rows('prompts'), rows('messages')], [1, 0]);
    assert.equal(harness.provider.last.signal.aborted, true);
    harness.provider.last.answer();
    await settle();
    assert.deepEqual(harness.titles(), []);
  });
});

describe('A project that is excluded', () => {
  let harness: ManagerHarness;
  beforeEach(async () => (harness = await ManagerHarness.open()));
  afterEach(() => harness.close());

  it('is known by any of its names and over a restart, and listed also when nothing of it is remembered', async () => {
    await harness.ingest(promptEvent('a', 'go'));
    assert.match((await harness.api.excludeProject({ project: 'github.com/acme/api', isOn: true })).message, /is excluded: nothing more/);
    assert.match((await harness.api.excludeProject({ project: 'github.com/acme/api', isOn: true })).message, /already/);
    harness = await harness.restart();
    assert.equal(harness.store.isExcluded(['/home/dev/api', 'github.com/acme/api']), true);
    assert.equal(harness.store.isExcluded(['/home/dev/shop-api']), false);
    assert.deepEqual((await harness.api.projects()).map(({ project, sessions, isExcluded }) => [project, sessions, isExcluded]), [['/home/dev/shop-api', 1, false], ['github.com/acme/api', 0, true]]);
    await harness.api.excludeProject({ project: '/home/dev/shop-api', isOn: true });
    assert.deepEqual((await harness.api.projects()).map(({ isExcluded }) => isExcluded), [true, true]);
    assert.deepEqual((await harness.api.status()).unrecorded, { projects: 2, sessions: 0 });
    assert.match((await harness.api.excludeProject({ project: 'github.com/acme/api', isOn: false })).message, /recorded again/);
    assert.match((await harness.api.excludeProject({ project: 'github.com/acme/api', isOn: false })).message, /is not excluded/);
    assert.equal(harness.store.isExcluded(['github.com/acme/api']), false);
  });
});

describe('The project of a folder', () => {
  it('is told with whether a person excluded it', async () => {
    const harness = await ManagerHarness.open();
    const { id, isExcluded } = await harness.api.project({ folder: harness.folder });
    await harness.api.excludeProject({ project: id, isOn: true });
    assert.deepEqual([isExcluded, (await harness.api.project({ folder: harness.folder })).isExcluded], [false, true]);
    await harness.close();
  });
});
