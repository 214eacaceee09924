import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MemoryEntry } from '../../../src/core/api';
import { promptEvent, toolEvent } from '../../support/events';
import { ManagerHarness } from '../../support/managerHarness';
import { CHANGES, observationIn, rememberTurn } from '../../support/memories';

const PROJECT = '/home/dev/shop-api';

describe('Editing of memories', () => {
  let harness: ManagerHarness;
  beforeEach(async () => (harness = await ManagerHarness.open()));
  afterEach(() => harness.close());

  const found = async (query: string): Promise<string[]> => (await harness.store.search({ query }, 20)).map(({ id }) => id);
  const entries = (sessionId = 1): readonly MemoryEntry[] => harness.store.memories(sessionId, 1);
  const changedProjects = (): string[] => {
    const projects: string[] = [];
    harness.store.onMemories = (project) => projects.push(project);
    return projects;
  };

  it('pins: in every list it is marked, and it comes first in the context, before and without what was not pinned', async () => {
    await rememberTurn(harness.store, 's1', ['lock', 'spool']);
    const projects = changedProjects();
    await harness.api.mark({ ids: ['o1', 's1'], as: 'pinned' });
    const { pinned, recent, summaries } = await harness.store.contextMemories(PROJECT);
    assert.deepEqual([pinned.map(({ id }) => id), recent.map(({ id }) => id), summaries.length], [['o1', 's1'], ['o2'], 0]);
    assert.equal(entries().find(({ id }) => id === 'o1')?.isPinned, true);
    assert.equal((await harness.store.search({ query: 'lock' }, 5))[0]?.isPinned, true);
    assert.deepEqual(projects, [PROJECT]);
    await harness.api.mark({ ids: ['o1', 's1'], as: 'unpinned' });
    assert.equal(entries().some((entry) => 'isPinned' in entry), false);
    assert.deepEqual((await harness.store.contextMemories(PROJECT)).pinned, []);
  });

  it('excludes: it is found as before, but told to no agent', async () => {
    await rememberTurn(harness.store, 's1', ['lock', 'spool'], { type: 'decision' });
    await harness.api.mark({ ids: ['o1', 's1'], as: 'excluded' });
    const context = await harness.store.contextMemories(PROJECT);
    assert.deepEqual([context.decisions.map(({ id }) => id), context.recent.map(({ id }) => id), context.summaries.length], [['o2'], ['o2'], 0]);
    assert.deepEqual(await harness.store.relevantTo({ text: 'lock fact about lock', project: PROJECT, sessionId: 99 }, 3).then((memories) => memories.map(({ id }) => id).includes('o1')), false);
    assert.ok((await found('lock')).includes('o1'));
    await harness.api.mark({ ids: ['o1'], as: 'included' });
    assert.equal((await harness.store.contextMemories(PROJECT)).decisions.length, 2);
  });

  it('supersedes: the older one is kept, marked, ranked below, and out of the context until its replacement is gone', async () => {
    await rememberTurn(harness.store, 's1', ['lock timeout', 'lock timeout changed']);
    await harness.api.supersede({ id: 'o1', by: 'o2' });
    assert.equal(observationIn(harness.store, 'o1').supersededBy, 'o2');
    const order = await found('lock timeout');
    assert.ok(order.indexOf('o2') < order.indexOf('o1') && order.includes('o2'), String(order));
    assert.equal((await harness.store.search({ query: 'lock timeout' }, 5)).find(({ id }) => id === 'o1')?.supersededBy, 'o2');
    assert.deepEqual((await harness.store.contextMemories(PROJECT)).recent.map(({ id }) => id), ['o2']);
    await harness.api.delete({ ids: ['o2'] });
    assert.equal(observationIn(harness.store, 'o1').supersededBy, undefined);
    await harness.api.undo();
    assert.equal(observationIn(harness.store, 'o1').supersededBy, 'o2');
  });

  it('refuses to supersede in a circle, across kinds and across projects, and says why', async () => {
    await rememberTurn(harness.store, 's1', ['lock', 'spool']);
    await rememberTurn(harness.store, 's2', ['other'], { project: '/other' });
    await harness.api.supersede({ id: 'o1', by: 'o2' });
    await assert.rejects(harness.api.supersede({ id: 'o2', by: 'o1' }), /o1 is itself superseded by o2/);
    await assert.rejects(harness.api.supersede({ id: 'o1', by: 'o1' }), /cannot supersede itself/);
    await assert.rejects(harness.api.supersede({ id: 'o1', by: 's1' }), /s1 is a summary and o1 an observation/);
    await assert.rejects(harness.api.supersede({ id: 'o1', by: 'o3' }), /another project/);
    await assert.rejects(harness.api.supersede({ id: 'o1', by: 'o99' }), /There is no memory o99/);
  });

  it('edits what is said, which is found by its new words and no more by its old ones', async () => {
    await rememberTurn(harness.store, 's1', ['lock', 'spool']);
    await harness.api.edit({ id: 'o1', changes: CHANGES });
    const memory = observationIn(harness.store, 'o1');
    assert.deepEqual([memory.title, memory.narrative, memory.subtitle, memory.isEdited, memory.evidence], ['Quicksand is handled', 'Nobody sinks any more.', 'About lock', true, ['toolu_lock']]);
    assert.equal((await found('quicksand'))[0], 'o1');
    assert.equal((await found('"It is about lock"')).includes('o1'), false);
    await harness.api.edit({ id: 's1', changes: { nextSteps: 'Paint the fence' } });
    assert.equal((await found('fence'))[0], 's1');
  });

  it('refuses an empty title, and fields of the other kind', async () => {
    await rememberTurn(harness.store, 's1', ['lock']);
    await assert.rejects(harness.api.edit({ id: 'o1', changes: { title: '  ' } }), /must not be empty/);
    await assert.rejects(harness.api.edit({ id: 's1', changes: { narrative: 'x' } }), /A summary has no narrative/);
    await assert.rejects(harness.api.edit({ id: 'o1', changes: { nextSteps: 'x' } }), /An observation has no nextSteps/);
  });

  it('takes secrets and private parts out of what a person writes', async () => {
    await rememberTurn(harness.store, 's1', ['lock']);
    const key = 'sk-ant-api03-' + 'A1b2C3d4'.repeat(8);
    await harness.api.edit({ id: 'o1', changes: { narrative: `key ${key}`, facts: ['<private>me</private>'], filesRead: ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', '-----END PRIVATE KEY-----'] } });
    await harness.api.remember({ project: PROJECT, text: `Deploy with ${key}`, title: 'Deploy <private>now</private>' });
    await harness.api.remember({ project: `/home/dev/${key}`, text: 'Deploy' });
    const all = JSON.stringify(['o1', 'o2', 'o3'].map((id) => harness.store.memory(id)));
    assert.equal(all.includes(key) || all.includes('MIIEvQ') || all.includes('>me<') || all.includes('now'), false);
  });

  it('deletes, and undoes that with everything as it was', async () => {
    await rememberTurn(harness.store, 's1', ['lock', 'spool']);
    await harness.api.mark({ ids: ['o1'], as: 'pinned' });
    const before = harness.store.memory('o1');
    await harness.api.delete({ ids: ['o1', 's1'] });
    assert.deepEqual([harness.store.memory('o1'), harness.store.totals().observations, harness.store.totals().summaries], [undefined, 1, 0]);
    assert.equal((await found('lock')).includes('o1'), false);
    assert.match((await harness.api.undo()).message, /Taken back: o1, s1 deleted/);
    assert.deepEqual([harness.store.memory('o1'), harness.store.totals().observations, harness.store.totals().summaries], [before, 2, 1]);
    assert.ok((await found('lock')).includes('o1'));
  });

  it('changes all or nothing when one of several is not there', async () => {
    await rememberTurn(harness.store, 's1', ['lock']);
    await assert.rejects(harness.api.delete({ ids: ['o1', 'o77'] }), /There is no memory o77/);
    assert.ok(harness.store.memory('o1'));
    assert.match((await harness.api.undo()).message, /no change/);
  });

  it('merges into one observation that holds in the place of all, with what they stand on', async () => {
    await rememberTurn(harness.store, 's1', ['lock', 'spool', 'socket']);
    const { id } = await harness.api.merge({ ids: ['o2', 'o1'] });
    assert.equal(id, 'o4');
    const merged = observationIn(harness.store, 'o4');
    assert.deepEqual([merged.title, merged.narrative, merged.facts, merged.evidence, merged.filesModified], ['spool', 'It is about lock.\n\nIt is about spool.', ['fact of lock', 'fact of spool'], ['toolu_lock', 'toolu_spool'], ['src/lock.ts', 'src/spool.ts']]);
    assert.equal(observationIn(harness.store, 'o1').supersededBy, 'o4');
    assert.deepEqual((await harness.store.contextMemories(PROJECT)).recent.map((one) => one.id), ['o4', 'o3']);
    await assert.rejects(harness.api.merge({ ids: ['o3', 'o3'] }), /at least two/);
    await assert.rejects(harness.api.merge({ ids: ['o3', 's1'] }), /s1 is a summary/);
    await harness.api.undo();
    assert.deepEqual([harness.store.memory('o4'), observationIn(harness.store, 'o1').supersededBy], [undefined, undefined]);
  });

  it('remembers a note where screens, search and context show it', async () => {
    const { id } = await harness.api.remember({ project: PROJECT, text: 'Deploys happen on Tuesdays.\nNever on Fridays.', concepts: ['gotcha'], files: ['deploy.sh'] });
    assert.equal(id, 'o1');
    const [session] = harness.store.sessions(PROJECT, 10, 0);
    assert.deepEqual([session?.agent, session?.observations, harness.store.prompts(session?.id ?? 0).length], ['notes', 1, 1]);
    const note = observationIn(harness.store, 'o1');
    assert.deepEqual([note.title, note.narrative, note.filesRead], ['Deploys happen on Tuesdays.', 'Never on Fridays.', ['deploy.sh']]);
    assert.deepEqual(await found('tuesdays'), ['o1']);
    assert.deepEqual((await harness.store.contextMemories(PROJECT)).decisions.map((one) => one.id), ['o1']);
    assert.deepEqual(harness.store.agents(), []);
    await assert.rejects(harness.api.remember({ project: PROJECT, text: '  ' }), /nothing to remember/);
    await harness.api.undo();
    assert.equal(harness.store.memory('o1'), undefined);
  });

  it('takes changes back one after the other, also after a restart', async () => {
    await rememberTurn(harness.store, 's1', ['lock']);
    const before = harness.store.memory('o1');
    await harness.api.edit({ id: 'o1', changes: { title: 'One' } });
    await harness.api.edit({ id: 'o1', changes: { title: 'Two' } });
    harness = await harness.restart();
    await harness.api.undo();
    assert.equal(observationIn(harness.store, 'o1').title, 'One');
    await harness.api.undo();
    assert.deepEqual(harness.store.memory('o1'), before);
    assert.match((await harness.api.undo()).message, /no change/);
  });

  it('keeps a bounded number of changes, for a bounded time', async () => {
    await rememberTurn(harness.store, 's1', ['lock']);
    for (let n = 0; n < 130; n++) await harness.api.edit({ id: 'o1', changes: { title: `Title ${n}` } });
    let undone = 0;
    while ((await harness.api.undo()).count > 0) undone++;
    assert.equal(undone, 100);
    assert.equal(observationIn(harness.store, 'o1').title, 'Title 29');
  });

  it('keeps what a person has touched when its events are processed again, and does not repeat it', async () => {
    harness.store.payloadRetentionDays = 1;
    const sessionId = await rememberTurn(harness.store, 's1', ['lock', 'spool', 'socket']);
    await harness.api.edit({ id: 'o1', changes: { title: 'By hand' } });
    await harness.api.mark({ ids: ['s1'], as: 'pinned' });
    await harness.store.reprocess(sessionId);
    for (let batch = await harness.store.claim(sessionId, { maxMessages: 1, maxBytes: 1e9 }); batch; batch = await harness.store.claim(sessionId, { maxMessages: 1, maxBytes: 1e9 })) {
      const draft = { type: 'change' as const, title: 'Again', subtitle: '', narrative: '', facts: [], concepts: [], filesRead: [], filesModified: [], messageIds: batch.messages.map(({ id }) => id) };
      await harness.store.settle(batch, { observations: [draft], summary: { request: 'Again', investigated: '', learned: '', completed: '', nextSteps: '' }, usage: { inputTokens: 0, outputTokens: 0 } });
    }
    const titles = entries().map(({ kind, title }) => `${kind} ${title}`).sort();
    assert.equal(titles.filter((title) => title === 'observation By hand').length, 1);
    assert.equal(harness.store.memory('s1')?.isPinned, true);
    assert.deepEqual([harness.store.memory('o2'), harness.store.memory('o3')], [undefined, undefined]);
    assert.equal(entries().some(({ id, title }) => id !== 'o1' && title === 'By hand'), false);
  });

  describe('forgetting', () => {
    const filesHold = (words: string): string[] => readdirSync(harness.folder).filter((name) => readFileSync(join(harness.folder, name)).includes(words));

    it('says first what it would remove', async () => {
      await rememberTurn(harness.store, 's1', ['lock', 'spool']);
      await harness.store.ingest(toolEvent('s1', 'toolu_waiting'), PROJECT);
      const preview = await harness.api.forgetPreview({ sessionId: 1 });
      assert.deepEqual([preview.sessions, preview.prompts, preview.observations, preview.summaries, preview.messages], [1, 1, 2, 1, 1]);
      assert.match(preview.message, /1 session, 1 prompt, 2 observations, 1 summary and 1 queued message for good/);
      assert.ok(harness.store.memory('o1'));
      assert.match((await harness.api.forgetPreview({ project: '/nowhere' })).message, /nothing to forget/);
    });

    it('removes a session from the memory, from search and from every file of the data folder', async () => {
      await rememberTurn(harness.store, 's1', ['quicksand'], { narrative: 'Ümlaut Geheimwort '.repeat(3) });
      await rememberTurn(harness.store, 's2', ['lock']);
      await found('quicksand');
      await harness.durable.snapshot();
      await harness.api.edit({ id: 'o1', changes: { title: 'Quicksand twice' } });
      await harness.api.delete({ ids: ['o1'] });
      assert.ok(filesHold('uicksand').length > 0);
      assert.match((await harness.api.forget({ sessionId: 1 })).message, /Forgotten: 1 session, 1 prompt and 1 summary/);
      assert.deepEqual(filesHold('uicksand'), []);
      assert.deepEqual(filesHold('quicksand'), []);
      assert.deepEqual(await found('quicksand'), []);
      assert.match((await harness.api.undo()).message, /no change/);
      assert.ok((await found('lock')).length > 0);
      harness = await harness.restart();
      assert.deepEqual([harness.store.session(1), (await found('lock')).length > 0], [undefined, true]);
    });

    it('removes the names of its transcripts, and what two people forget at once', async () => {
      const name = '0b9cd7b2-5f6a-4a39-9f0c-2f1d7f8f3a55';
      await rememberTurn(harness.store, name, ['quicksand']);
      await rememberTurn(harness.store, 's2', ['tarpit']);
      await harness.store.noteTranscripts([{ file: `/home/dev/.agent/secret-project/${name}.jsonl`, sizeBytes: 1, modifiedMs: 1, readBytes: 1, isWanted: true }]);
      await harness.durable.snapshot();
      assert.ok(filesHold('secret-project').length > 0);
      const [first, second] = await Promise.all([harness.api.forget({ sessionId: 1 }), harness.api.forget({ sessionId: 2 })]);
      assert.match(`${first.message} ${second.message}`, /Forgotten: 1 session.*Forgotten: 1 session/);
      assert.deepEqual([filesHold('secret-project'), filesHold('quicksand'), filesHold('tarpit')], [[], [], []]);
    });

    it('removes what happened since a time, and keeps what is older in the same session', async () => {
      const HOUR_MS = 3_600_000;
      await rememberTurn(harness.store, 's1', ['old'], { atMs: 10 * HOUR_MS });
      await rememberTurn(harness.store, 's1', ['new'], { atMs: 20 * HOUR_MS });
      await rememberTurn(harness.store, 's2', ['young'], { atMs: 21 * HOUR_MS });
      const preview = await harness.api.forgetPreview({ sinceMs: 20 * HOUR_MS });
      assert.deepEqual([preview.sessions, preview.prompts, preview.observations, preview.summaries], [1, 2, 2, 2]);
      await harness.api.forget({ sinceMs: 20 * HOUR_MS });
      assert.deepEqual([harness.store.memory('o1')?.id, harness.store.memory('o2'), harness.store.memory('o3'), harness.store.session(2)], ['o1', undefined, undefined, undefined]);
      assert.equal((await harness.api.forgetPreview({ sinceMs: 20 * HOUR_MS })).prompts, 0);
    });

    it('takes nothing of it again when it is told once more, but takes what comes later', async () => {
      const nowMs = Date.now();
      const prompt = promptEvent('s1', 'Fix the totals', { atMs: nowMs });
      const tool = toolEvent('s1', 'toolu_1', { atMs: nowMs });
      await harness.store.ingest(prompt, PROJECT);
      await harness.store.ingest(tool, PROJECT);
      await harness.api.forget({ project: PROJECT });
      assert.equal((await harness.store.ingest(tool, PROJECT)).result, 'ignored');
      assert.equal((await harness.store.ingest({ ...prompt, atMs: nowMs + 60_000 }, PROJECT)).result, 'recorded');
    });

    it('stores nothing of a batch that was with the provider meanwhile', async () => {
      const { sessionId } = await harness.store.ingest(toolEvent('s1', 'toolu_1'), PROJECT);
      const batch = await harness.store.claim(sessionId, { maxMessages: 5, maxBytes: 1e9 });
      assert.ok(batch);
      await harness.api.forget({ sessionId });
      assert.equal(await harness.store.settle(batch, { observations: [{ type: 'change', title: 'x', subtitle: '', narrative: '', facts: [], concepts: [], filesRead: [], filesModified: [], messageIds: [batch.messages[0]?.id ?? 0] }], usage: { inputTokens: 0, outputTokens: 0 } }), false);
      assert.equal(harness.store.totals().observations, 0);
    });
  });
});
