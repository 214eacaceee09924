import assert from 'node:assert/strict';
import type { BackfillProgress, PastSession } from '../../../../src/core/api';
import { COMMANDS } from '../../../../src/manifest';
import { CommandBench } from '../../../support/commandBench';
import { MINUTE } from '../../../support/uiFixtures';

const aPastSession = (change: Partial<PastSession> = {}): PastSession => ({
  agent: 'claude-code', file: '/t/1.jsonl', sessionId: 's1', project: 'github.com/acme/shop', folder: '/work/shop', title: 'Fix the totals',
  startedAtMs: Date.now() - 90 * MINUTE, lastAtMs: Date.now() - 60 * MINUTE, modifiedMs: Date.now() - 60 * MINUTE, sizeBytes: 200_000,
  turns: 2, toolUses: 12, inputTokens: 0, outputTokens: 0, costUsd: 0, state: 'new', ...change,
});
const progress = (change: Partial<BackfillProgress>): BackfillProgress => ({ state: 'running', sessions: 2, doneSessions: 0, bytes: 100, doneBytes: 0, queued: 0, known: 0, message: '', ...change });

describe('the command that imports past sessions', () => {
  let bench: CommandBench;
  beforeEach(() => (bench = new CommandBench()));

  const told = (backfill: BackfillProgress): void => bench.client.change((client) => (client.current = client.current && { ...client.current, backfill }));

  it('says that there are none', async () => {
    assert.deepEqual(await bench.run(COMMANDS.importPastSessions), { kind: 'done', message: 'No past sessions of Claude Code, Copilot, Gemini CLI or Codex were found on this machine.' });
  });

  it('lists them with project, time and state, marks what is missing when something is, and imports the chosen ones', async () => {
    bench.client.past = [aPastSession(), aPastSession({ file: '/t/2.jsonl', title: 'Test them', state: 'complete' })];
    told(progress({ state: 'done' }));
    bench.client.change((client) => (client.current = client.current && { ...client.current, missingSessions: 1, backfill: progress({ state: 'done', message: 'Imported 1 past session: 20 new events, 0 that were known.' }) }));
    bench.dialogs.marks = ['Fix the totals'];
    assert.deepEqual(await bench.run(COMMANDS.importPastSessions), { kind: 'done', message: 'Imported 1 past session: 20 new events, 0 that were known.' });
    assert.deepEqual(bench.dialogs.asked, ['Import Past Sessions: ✓ Fix the totals - shop · 1 hr. ago · not remembered; Test them - shop · 1 hr. ago · remembered']);
    assert.ok(bench.client.calls.includes('backfill {"files":["/t/1.jsonl"]}'));
  });

  it('asks before it costs something, with an upper bound', async () => {
    bench.client.past = [aPastSession({ inputTokens: 9_000, outputTokens: 2_000, costUsd: 0.02 })];
    bench.dialogs.marks = ['Fix the totals'];
    bench.dialogs.isConfirmed = false;
    assert.deepEqual(await bench.run(COMMANDS.importPastSessions), { kind: 'cancelled' });
    assert.equal(bench.dialogs.asked.at(-1), 'Import 1 past session? [Import]');
    assert.ok(!bench.client.calls.some((call) => call.startsWith('backfill')));
  });

  it('shows how far it is, and cancels the import when the person cancels', async () => {
    bench.client.past = [aPastSession()];
    bench.dialogs.marks = ['Fix the totals'];
    bench.dialogs.cancels = true;
    told(progress({ queued: 1, state: 'waiting' }));
    const running = bench.run(COMMANDS.importPastSessions);
    while (!bench.client.calls.includes('cancelBackfill')) await new Promise((resolve) => setTimeout(resolve, 1));
    told(progress({ state: 'cancelled', message: 'The import was cancelled.' }));
    assert.deepEqual(await running, { kind: 'done', message: 'The import was cancelled.' });
    assert.ok(bench.dialogs.asked.includes('Importing past sessions: 0 of 2, 1 new event, waiting for the provider'));
  });
});
