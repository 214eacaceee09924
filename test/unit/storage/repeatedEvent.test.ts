import assert from 'node:assert/strict';
import type { ToolUseEvent } from '../../../src/core/hookEvent';
import { promptEvent, stopEvent, toolEvent } from '../../support/events';
import { ManagerHarness } from '../../support/managerHarness';

const PROJECT = '/home/dev/shop-api';

function withoutId(event: ToolUseEvent): ToolUseEvent {
  const { agent, sessionId, atMs, cwd, kind, toolUse } = event;
  return { agent, sessionId, atMs, cwd, kind, toolUse };
}

describe('an event that comes again because it was written but not acknowledged', () => {
  let harness: ManagerHarness;
  beforeEach(async () => (harness = await ManagerHarness.open()));
  afterEach(() => harness.close());

  it('is one prompt, also when the next has begun and the agent gives prompts no id', async () => {
    const first = promptEvent('s1', 'Fix the totals');
    await harness.ingest(first, promptEvent('s1', 'Test them'));
    assert.equal((await harness.store.ingest(first, PROJECT)).result, 'duplicate');
    assert.deepEqual(harness.store.prompts(1).map((prompt) => [prompt.number, prompt.text]), [[2, 'Test them'], [1, 'Fix the totals']]);
  });

  it('is one message, also when the next prompt has begun and the event has no id', async () => {
    const tool = withoutId(toolEvent('s1', 'toolu_1'));
    const stop = stopEvent('s1', 'Done');
    await harness.ingest(promptEvent('s1', 'Fix the totals'), tool, stop, promptEvent('s1', 'Test them'));
    assert.equal((await harness.store.ingest(tool, PROJECT)).result, 'duplicate');
    assert.equal((await harness.store.ingest(stop, PROJECT)).result, 'duplicate');
  });

  it('is another event when the same was done again later', async () => {
    const tool = withoutId(toolEvent('s1', 'toolu_1'));
    await harness.ingest(promptEvent('s1', 'Fix the totals'), tool, promptEvent('s1', 'Again'));
    assert.equal((await harness.store.ingest({ ...tool, atMs: tool.atMs + 60_000 }, PROJECT)).result, 'queued');
  });
});
