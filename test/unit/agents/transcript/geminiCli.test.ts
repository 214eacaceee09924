import assert from 'node:assert/strict';
import { eventsIn, fixtureFiles, takenFrom, told } from '../../../support/transcriptFixtures';

describe('a transcript of Gemini CLI', () => {
  it('tells what its hooks tell, of a message that was written again with its tool calls once', async () => {
    const session = (await fixtureFiles('gemini-cli')).find(({ file }) => file.endsWith('.jsonl'));
    assert.ok(session);
    const events = (await eventsIn(session.of.read(session.file, 0))).map(takenFrom);
    assert.deepEqual(events.map(told), [
      '00:01 prompt: Read both files',
      '00:04 read_file_1 read_file {"file_path":"a.txt"} → {"llmContent":"hi\\n","returnDisplay":""}',
      '00:04 read_file_2 read_file {"file_path":"nope.txt"} → failed: File not found',
      '00:06 stop: One of them is there.',
    ]);
    assert.deepEqual(new Set(events.map(({ sessionId, cwd }) => `${sessionId} ${cwd}`)), new Set(['7ef6cadc-0000-4000-8000-000000000003 /home/dev/shop-api']));
  });

  it('of an old version is one document, whose folder is known by its hash', async () => {
    const session = (await fixtureFiles('gemini-cli')).find(({ file }) => file.endsWith('.json'));
    assert.ok(session);
    const events = (await eventsIn(session.of.read(session.file, 0))).map(takenFrom);
    assert.deepEqual(events.map(told), ['00:01 prompt: Say hello', '00:03 stop: Hello.']);
    assert.equal(events[0]?.cwd, '/home/dev/old-shop');
    assert.equal((await session.of.outline(session))?.firstPrompt, 'Say hello');
  });
});
