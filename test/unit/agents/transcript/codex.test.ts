import assert from 'node:assert/strict';
import { eventsIn, fixtureFiles, takenFrom, told } from '../../../support/transcriptFixtures';

describe('a transcript of Codex', () => {
  it('tells what its hooks tell, and how a command ended, which they leave out', async () => {
    const [session] = await fixtureFiles('codex');
    assert.ok(session);
    const events = (await eventsIn(session.of.read(session.file, 0))).map(takenFrom);
    assert.deepEqual(events.map(told), [
      '00:02 prompt: Run the tests',
      '00:04 call_1 Bash {"command":"npm test"} → {"output":"1 failing\\n","exit_code":1}',
      '00:07 call_3 apply_patch {"command":"*** Begin Patch\\n*** Add File: notes.md\\n+# Notes\\n*** End Patch"} → {"output":"Success","metadata":{"exit_code":0}}',
      '00:08 call_4 Bash {"command":"ls"} → {"output":"notes.md\\n","metadata":{"exit_code":0}}',
      '00:09 stop: One test fails.',
      '00:20 prompt: Stop it',
    ]);
    assert.deepEqual(events.map(({ promptId }) => promptId), ['t1', 't1', 't1', 't1', 't1', 't2']);
    assert.deepEqual(new Set(events.map(({ cwd }) => cwd)), new Set(['/home/dev/shop-api']));
  });

  it('is taken up again at the beginning of a turn, with the session that its first line names', async () => {
    const [session] = await fixtureFiles('codex');
    assert.ok(session);
    const last = (await eventsIn(session.of.read(session.file, 0))).at(-1);
    const [again, ...rest] = await eventsIn(session.of.read(session.file, last?.turnAtByte ?? 0));
    assert.deepEqual([again, rest], [last, []]);
  });
});
