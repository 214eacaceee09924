import assert from 'node:assert/strict';
import { commands, env, window } from 'vscode';
import { z } from 'zod';
import { COMMANDS, type CommandId } from '../../src/manifest';
import { eventually } from '../support/hostSuite/eventually';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { TestWindow } from '../support/hostSuite/testWindow';
import { turnAway } from '../support/hostSuite/turnAway';

const outcome = z.object({ kind: z.enum(['done', 'noted', 'seen', 'cancelled', 'failed']), message: z.string().optional() });
type Outcome = z.infer<typeof outcome>;

/** Runs a command as a key binding does; every command answers. */
const run = async (id: CommandId, target?: object): Promise<Outcome> => outcome.parse(await commands.executeCommand(id, target));

const answers = (id: CommandId, kind: Outcome['kind'], message: RegExp, target?: object) => async () => {
  const answer = await run(id, target);
  assert.equal(answer.kind, kind, answer.message);
  assert.match(answer.message ?? '', message);
};

const SESSION = { sessionId: 1 };
const MEMORY = { memoryId: 'o1' };

describe('each command answers', () => {
  before(async () => {
    await replayRecording('01-basic.jsonl', 'commands');
    await eventually(async () => assert.ok((await TestWindow.own.statusBar()).includes('Recollect: idle')));
  });

  it('open memories', answers(COMMANDS.openView, 'seen', /./));
  it('refresh', answers(COMMANDS.refresh, 'noted', /up to date/));
  it('show more, with nothing more to show', answers(COMMANDS.showMore, 'noted', /nothing more/));
  it('show log', answers(COMMANDS.showLog, 'seen', /log/));
  it('pause', answers(COMMANDS.pause, 'done', /./));
  it('resume', answers(COMMANDS.resume, 'done', /./));
  it('abort a session', answers(COMMANDS.abortSession, 'done', /./, SESSION));
  it('abort all sessions', answers(COMMANDS.abortAll, 'done', /./));
  it('reprocess a session', answers(COMMANDS.reprocessSession, 'done', /./, SESSION));
  it('retry, with nothing failed', answers(COMMANDS.retryFailed, 'done', /Nothing to retry/));
  it('discard, with nothing failed', answers(COMMANDS.discardFailed, 'done', /nothing to discard/));
  it('copy error, with nothing failed', answers(COMMANDS.copyError, 'done', /no error to copy/));
  it('remove from agents, with none connected', answers(COMMANDS.removeFromAgents, 'done', /Nothing/));
  it('get started', answers(COMMANDS.showWalkthrough, 'seen', /walkthrough/));
  it('remove API key, with none stored', answers(COMMANDS.removeApiKey, 'done', /No API key/));
  it('open a memory that is gone', answers(COMMANDS.openMemory, 'failed', /no memory o999999/, { memoryId: 'o999999' }));

  it('copy a memory and its id', async () => {
    await run(COMMANDS.copyMemory, MEMORY);
    assert.match(await env.clipboard.readText(), /^# /);
    await run(COMMANDS.copyId, MEMORY);
    assert.equal(await env.clipboard.readText(), 'o1');
  });

  it('open a memory, and the status, as rendered pages', async () => {
    assert.equal((await run(COMMANDS.openMemory, MEMORY)).kind, 'seen');
    assert.equal((await run(COMMANDS.showStatus)).kind, 'seen');
    await eventually(() => assert.equal(window.tabGroups.activeTabGroup.activeTab?.label.includes('Recollect Status'), true));
  });

  for (const [title, id] of [['connect agents', COMMANDS.connectAgents], ['select provider', COMMANDS.selectProvider], ['set API key', COMMANDS.setApiKey]] as const) {
    it(`${title}, turned away from`, async () => {
      assert.equal((await turnAway(run(id))).kind, 'cancelled');
    });
  }
});
