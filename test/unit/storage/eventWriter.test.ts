import assert from 'node:assert/strict';
import type { Agent, HookEvent } from '../../../src/core/hookEvent';
import type { DurableDatabase } from '../../../src/storage/durableDatabase';
import type { RecollectStore } from '../../../src/storage/recollectStore';
import { openStore, temporaryFolder } from '../../support/openStore';

const LIMITS = { maxMessages: 10, maxBytes: 100_000 };

describe('an event', () => {
  let store: RecollectStore;
  let durable: DurableDatabase;
  const { folder, remove } = temporaryFolder();
  after(remove);
  beforeEach(async () => ({ store, durable } = await openStore(folder)));
  afterEach(() => durable.close());

  let sessions = 0;
  let sessionId: string;
  beforeEach(() => (sessionId = `session-${++sessions}`));
  const base = (agent: Agent, atMs: number) => ({ agent, sessionId, atMs, cwd: '/p' });
  const prompt = (agent: Agent, text: string, atMs: number): HookEvent => ({ kind: 'prompt', ...base(agent, atMs), text, isPrivate: text === '', isMachine: false });
  const tool = (agent: Agent, toolUseId: string): HookEvent => ({ kind: 'toolUse', ...base(agent, 20), toolUseId, toolUse: { name: 'read_file', input: { filePath: 'a' }, response: '' } });
  const said = (text: string): HookEvent => ({ kind: 'assistantMessage', ...base('cursor', 30), text });
  const stop: () => HookEvent = () => ({ kind: 'stop', ...base('cursor', 40), lastAssistantMessage: '' });
  const results = async (events: readonly HookEvent[]): Promise<string[]> => {
    const all: string[] = [];
    for (const event of events) all.push((await store.ingest(event, '/p')).result);
    return all;
  };
  const lastWords = async (id: number): Promise<string | undefined> => {
    const payload = (await store.claim(id, LIMITS))?.messages.at(-1)?.payload;
    return payload?.kind === 'summarize' ? payload.request.lastAssistantMessage : undefined;
  };

  it('that comes by the hooks of two agents, because one runs those of the other, is one event of one session', async () => {
    const before = store.totals().sessions;
    assert.deepEqual(await results([prompt('copilot', 'Go', 10), prompt('vscode', 'Go', 12), tool('vscode', 't1'), tool('copilot', 't1'), tool('claude-code', 't1')]), ['recorded', 'duplicate', 'queued', 'duplicate', 'duplicate']);
    assert.equal(store.totals().sessions, before + 1);
  });

  it('of agents that do not read each other\'s hooks is of two sessions, whatever their ids', async () => {
    const before = store.totals().sessions;
    assert.deepEqual(await results([prompt('codex', 'Go', 10), prompt('gemini-cli', 'Go', 12)]), ['recorded', 'recorded']);
    assert.equal(store.totals().sessions, before + 2);
  });

  it('with what the agent said is kept for the end of its turn, the last of them only', async () => {
    assert.deepEqual(await results([prompt('cursor', 'Go', 10), said('First.'), said('Done.')]), ['recorded', 'recorded', 'recorded']);
    const { sessionId: id } = await store.ingest(stop(), '/p');
    assert.equal(await lastWords(id), 'Done.');
    assert.deepEqual(await results([stop()]), ['duplicate']);
  });

  it('with what the agent said in a private turn is not kept', async () => {
    assert.deepEqual(await results([prompt('cursor', '', 10), said('Secret.'), stop(), prompt('cursor', 'Go', 50)]), ['private', 'private', 'private', 'recorded']);
    const { sessionId: id } = await store.ingest({ ...stop(), atMs: 60 }, '/p');
    assert.equal(await lastWords(id), '');
  });

  it('of a project that has a remote by now takes along what was remembered under its folder', async () => {
    const told: string[] = [];
    store.onMemories = (project) => told.push(project);
    await store.ingest(prompt('codex', 'Before', 10), '/home/dev/till');
    sessionId = `session-${++sessions}`;
    await store.ingest(prompt('codex', 'After', 20), 'example.org/acme/till', '/home/dev/till');
    const projects = store.projects().filter(({ name }) => name === 'till');
    assert.deepEqual(projects.map(({ project, sessions: count }) => [project, count]), [['example.org/acme/till', 2]]);
    assert.deepEqual(told, ['/home/dev/till', 'example.org/acme/till']);
    await store.ingest(tool('codex', 't9'), 'example.org/acme/till', '/home/dev/till');
    assert.equal(told.length, 2);
  });
});
