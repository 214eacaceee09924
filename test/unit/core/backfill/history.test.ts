import assert from 'node:assert/strict';
import { cpSync, appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Backfill } from '../../../../src/core/backfill/backfill';
import { estimate, FREE } from '../../../../src/core/backfill/estimate';
import { costText, tokensText } from '../../../../src/core/backfill/estimateText';
import { History } from '../../../../src/core/backfill/history';
import { PastSessions } from '../../../../src/core/backfill/pastSessions';
import type { HookEvent } from '../../../../src/core/hookEvent';
import { DEFAULT_PROVIDER_SETTINGS } from '../../../../src/core/settings';
import { cleanString } from '../../../../src/ingest/cleanString';
import { ManagerHarness } from '../../../support/managerHarness';
import { removeFolder, temporaryFolder } from '../../../support/temporaryFolder';
import { eventsIn, FIXTURE_HOME, fixtureFiles, fixtureTranscripts, takenFrom } from '../../../support/transcriptFixtures';

const CLAUDE = '7d1c0a52-0000-4000-8000-000000000001';

describe('the history of past sessions', () => {
  let home: string;
  let harness: ManagerHarness;
  let history: History;
  let backfill: Backfill;
  let excluded: string;
  beforeEach(async () => {
    home = temporaryFolder();
    cpSync(FIXTURE_HOME, home, { recursive: true });
    harness = await ManagerHarness.open();
    excluded = '';
    const { store, manager } = harness;
    const projectOf = (cwd: string) => ({ id: cwd, folder: cwd, tree: cwd });
    const past = new PastSessions({ sources: fixtureTranscripts(home), store, projectOf, isExcluded: (_project, cwd) => cwd === excluded, estimate: () => FREE, clean: cleanString });
    backfill = new Backfill({
      past, store,
      take: async (told) => manager.ingestPast(takenFrom(told), projectOf(takenFrom(told).cwd), told.origin),
      wake: () => undefined,
      waiting: () => store.counts().pending,
      log: harness.log,
      onChange: () => undefined,
    });
    // The transcripts were copied a moment ago; a gap is looked for when they rest.
    const clock = { nowMs: () => Date.now() + 10 * 60_000, setTimer: () => ({ dispose: () => undefined }) };
    history = new History({ past, backfill, heard: () => store.agents(), clock, log: harness.log, onChange: () => undefined });
  });
  afterEach(async () => {
    await backfill.dispose();
    await harness.close();
    removeFolder(home);
  });

  const claudeEvents = async () => {
    const [file] = await fixtureFiles('claude-code', home);
    assert.ok(file);
    return (await eventsIn(file.of.read(file.file, 0))).map(takenFrom);
  };
  /** By hooks; nothing is processed, so that the order of prompts is free. */
  const told = async (...events: readonly HookEvent[]): Promise<void> => {
    for (const event of events) await harness.store.ingest(event, event.cwd);
  };
  const until = async (...states: readonly string[]): Promise<void> => {
    for (let looks = 0; !states.includes(history.progress?.state ?? ''); looks++) {
      assert.ok(looks < 1_000, `the import is ${history.progress?.state ?? 'not there'}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const claude = async () => (await history.list({ agent: 'claude-code' }))[0];
  const imported = async (files: readonly string[]): Promise<string> => {
    await history.start(files);
    await until('done', 'failed', 'cancelled');
    return history.progress?.message ?? '';
  };

  it('lists the sessions of all agents, of one, of one project, and none of an excluded project or an incognito session', async () => {
    assert.deepEqual((await history.list({})).map(({ agent, state }) => `${agent} ${state}`).sort(), ['claude-code new', 'codex new', 'copilot new', 'gemini-cli new', 'gemini-cli new']);
    assert.deepEqual((await history.list({ project: '/home/dev/old-shop' })).map(({ title }) => title), ['Say hello']);
    excluded = '/home/dev/shop-api';
    assert.deepEqual((await history.list({})).map(({ title }) => title), ['Say hello']);
    excluded = '';
    await told(...(await claudeEvents()).slice(0, 1));
    await harness.store.setIncognito(1, true);
    assert.equal(await claude(), undefined);
  });

  it('imports a session once, also when hooks saw a part of it, and knows it then', async () => {
    await told(...(await claudeEvents()).slice(0, 3));
    const session = await claude();
    assert.ok(session);
    assert.equal(session.state, 'partly');
    const files = [session.file];
    assert.equal(await imported(files), 'Imported 1 past session: 6 new events, 3 that were known.');
    assert.equal((await claude())?.state, 'complete');
    assert.match(await imported(files), /: 0 new events/);
    assert.deepEqual(harness.store.prompts(1).map(({ number, text }) => [number, text]), [[3, '/review src/total.ts'], [2, 'Now test it'], [1, 'Fix the totals']]);
  });

  it('lists what was forgotten as that, misses nothing of it, and says that nothing was imported of it', async () => {
    const files = [(await claude())?.file ?? ''];
    await imported(files);
    await harness.api.forget({ sessionId: 1 });
    assert.equal((await claude())?.state, 'forgotten');
    await told({ kind: 'sessionStart', agent: 'claude-code', sessionId: 'another', atMs: Date.now(), cwd: '/p', source: 'startup' });
    await history.look();
    assert.equal(history.missingSessions, 0);
    assert.equal(await imported(files), 'Nothing was imported of 1 past session: 0 new events, 0 that were known.');
    assert.equal((await claude())?.state, 'forgotten');
  });

  it('takes in what was added to a transcript since', async () => {
    const files = [(await claude())?.file ?? ''];
    await imported(files);
    appendFileSync(files[0] ?? '', `\n${JSON.stringify({ type: 'user', uuid: 'n1', promptId: 'p4', timestamp: '2026-11-02T10:00:00.000Z', cwd: '/home/dev/shop-api', sessionId: CLAUDE, message: { role: 'user', content: 'One more' } })}\n`);
    assert.equal((await claude())?.state, 'partly');
    await imported(files);
    assert.equal(harness.store.prompts(1)[0]?.text, 'One more');
  });

  it('skips a transcript that went away meanwhile, imports the others, and names it', async () => {
    const sessions = await history.list({});
    const gone = sessions.find(({ agent }) => agent === 'codex')?.file ?? '';
    const start = history.start([gone, ...sessions.filter(({ agent }) => agent === 'claude-code').map(({ file }) => file)]);
    await start.then(() => rmSync(gone));
    await until('done', 'failed');
    assert.equal(history.progress?.state, 'done');
    assert.ok(history.progress.message.startsWith('Imported 1 past session: 8 new events'), history.progress.message);
    assert.ok(history.progress.message.endsWith(`1 past session could not be read: ${gone}.`), history.progress.message);
    assert.equal((await claude())?.state, 'complete');
    assert.deepEqual(harness.store.wantedTranscripts(), []);
  });

  it('reads no file that is none of the transcripts', async () => {
    assert.match((await history.start([join(home, '.gemini', 'projects.json'), '/etc/passwd'])).message, /^Nothing to import/);
  });

  it('misses nothing of agents that were never heard of, and of those that were what hooks have not seen', async () => {
    await history.look();
    assert.equal(history.missingSessions, 0);
    await told({ kind: 'sessionStart', agent: 'claude-code', sessionId: 'another', atMs: Date.now(), cwd: '/p', source: 'startup' });
    await history.look();
    assert.equal(history.missingSessions, 1);
    await imported([(await claude())?.file ?? '']);
    await history.look();
    assert.equal(history.missingSessions, 0);
  });

  it('waits while much is to be processed, and can be cancelled then', async () => {
    for (let tool = 0; tool < 40; tool++) await harness.store.ingest({ kind: 'toolUse', agent: 'cursor', sessionId: 'live', atMs: tool, cwd: '/q', toolUseId: `t${tool}`, toolUse: { name: 'Bash', input: { command: `make ${tool}` }, response: '' } }, '/q');
    await history.start([(await claude())?.file ?? '']);
    await until('waiting');
    assert.equal((await history.cancel()).message, 'The import was cancelled: 0 past sessions imported, 1 left. What was read is kept; import them again to go on.');
    assert.equal((await claude())?.state, 'new');
    assert.deepEqual(harness.store.wantedTranscripts(), []);
  });

  it('is estimated by the bound of each call: free with builtin, else with a known price or an unknown one', () => {
    const work = { toolUses: 100, turns: 4 };
    assert.deepEqual(estimate(work, DEFAULT_PROVIDER_SETTINGS), FREE);
    const priced = estimate(work, { ...DEFAULT_PROVIDER_SETTINGS, name: 'anthropic' });
    assert.deepEqual([tokensText(priced), costText([priced])], ['up to 88k tokens', 'up to $0.14 (prices of July 2026)']);
    const unknown = estimate(work, { ...DEFAULT_PROVIDER_SETTINGS, name: 'anthropic', anthropic: { model: 'somebody-elses', baseUrl: '' } });
    assert.equal(costText([priced, unknown]), 'cost unknown');
  });
});
