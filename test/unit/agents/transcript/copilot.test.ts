import assert from 'node:assert/strict';
import { eventsIn, fixtureFiles, takenFrom, told } from '../../../support/transcriptFixtures';

describe('a transcript of Copilot', () => {
  it('tells what its hooks tell, and the last words of a turn, which they leave out', async () => {
    const [session] = await fixtureFiles('copilot');
    assert.ok(session);
    const events = (await eventsIn(session.of.read(session.file, 0))).map(takenFrom);
    assert.deepEqual(events.map(told), [
      '00:01 prompt: Add a health route',
      '00:04 tc1 create {"path":"/home/dev/shop-api/src/health.ts","file_text":"export {};\\n"} → {"result_type":"success","text_result_for_llm":"Created"}',
      '00:05 tc2 bash {"command":"npm test"} → failed: timed out',
      '00:06 stop: The route is there.',
    ]);
    assert.deepEqual(new Set(events.map(({ sessionId, cwd }) => `${sessionId} ${cwd}`)), new Set(['c0000000-0000-4000-8000-000000000005 /home/dev/shop-api']));
  });
});
