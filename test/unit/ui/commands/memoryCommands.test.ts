import assert from 'node:assert/strict';
import { COMMANDS } from '../../../../src/manifest';
import { memoryMarkdown } from '../../../../src/ui/memoryMarkdown';
import { CommandBench } from '../../../support/commandBench';
import { anObservation, aQueueEntry, NOON } from '../../../support/uiFixtures';

describe('the commands about memories', () => {
  let bench: CommandBench;
  const memory = anObservation();
  beforeEach(() => {
    bench = new CommandBench();
    bench.client.kept = [memory];
    bench.client.hits = [{ id: 'o1', kind: 'observation', type: 'bugfix', title: memory.title, score: 1, atMs: NOON, project: memory.project, sessionId: 1, why: 'title' }];
  });

  it('open the memory of the tree node and leave the focus there', async () => {
    assert.equal((await bench.run(COMMANDS.openMemory, { memoryId: 'o1' })).kind, 'seen');
    assert.deepEqual(bench.moved, ['memory o1, focus kept']);
  });

  it('search for the memory when there is no node', async () => {
    bench.dialogs.typed = 'rounding';
    bench.dialogs.picks = [memory.title];
    await bench.run(COMMANDS.openMemory);
    assert.deepEqual(bench.moved, ['memory o1']);
  });

  it('open what is chosen in the search, and nothing when it is left', async () => {
    bench.dialogs.typed = 'type:bugfix round';
    bench.dialogs.picks = [memory.title, undefined];
    assert.equal((await bench.run(COMMANDS.search)).kind, 'seen');
    assert.deepEqual(bench.moved, ['memory o1']);
    assert.equal(bench.client.calls[0], 'search {"query":"round*","type":"bugfix","limit":50}');
    assert.deepEqual(await bench.run(COMMANDS.search), { kind: 'cancelled' });
  });

  it('say that a memory is gone', async () => {
    assert.deepEqual(await bench.run(COMMANDS.openMemory, { memoryId: 'o9' }), { kind: 'failed', message: 'Could not open the memory: There is no memory o9 any more.' });
  });

  it('copy a memory as markdown, or its id', async () => {
    await bench.run(COMMANDS.copyMemory, { memoryId: 'o1' });
    await bench.run(COMMANDS.copyId, { memoryId: 'o1' });
    assert.deepEqual(bench.dialogs.copied, [memoryMarkdown(memory), 'o1']);
    assert.deepEqual(bench.dialogs.said, [['brief', 'Copied memory o1 as markdown'], ['brief', 'Copied o1']]);
  });

  it('copy the error of a failed message', async () => {
    bench.client.queueEntries = [aQueueEntry({ messageId: 4, state: 'failed', label: 'Bash make', error: 'Too large.' })];
    await bench.run(COMMANDS.copyError, { messageId: 4 });
    bench.dialogs.picks = ['Bash make'];
    await bench.run(COMMANDS.copyError);
    assert.deepEqual(bench.dialogs.copied, ['Bash make\nToo large.\n', 'Bash make\nToo large.\n']);
  });

  it('say that there is no error to copy', async () => {
    assert.deepEqual(await bench.run(COMMANDS.copyError), { kind: 'done', message: 'No message has failed: there is no error to copy.' });
  });
});
