import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { commands } from 'vscode';
import { COMMANDS } from '../../src/manifest';
import { requiredEnvironment } from '../support/hostSuite/askRunner';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { TestWindow } from '../support/hostSuite/testWindow';
import { SUITE_ENVIRONMENT } from '../support/vscodeHost/suiteReport';

const SESSION = '7d1c0a52-0000-4000-8000-000000000001';

describe('the import of past sessions', () => {
  const own = TestWindow.own;
  // The window has a home of its own.
  before(() => cpSync(join(requiredEnvironment(SUITE_ENVIRONMENT.repository), 'test', 'fixtures', 'transcripts', 'home'), homedir(), { recursive: true }));

  it('lists what agents have written down, imports what is checked, and knows it the next time', async () => {
    const { client } = await extensionUnderTest();
    const running = commands.executeCommand(COMMANDS.importPastSessions);
    await eventually(async () => {
      const choices = await own.choices();
      for (const wanted of [/Fix the totals/, /Run the tests/, /Read both files/, /Add a health route/]) assert.ok(choices.some((choice) => wanted.test(choice)), choices.join('\n'));
      assert.match(choices.find((choice) => choice.includes('Fix the totals')) ?? '', /shop-api · .* · not remembered.*claude-code · \d+ KB · about 4 tool uses · no tokens, free/s);
    });
    await own.choose('Fix the totals');
    await own.press('Enter');
    const outcome = (await running) as { kind: string; message: string };
    assert.equal(outcome.kind, 'done');
    assert.match(outcome.message, /^Imported 1 past session: \d+ new events, 0 that were known\.$/);
    await eventually(async () => {
      const session = (await client.sessions({ limit: 100 })).find(({ agentSessionId }) => agentSessionId === SESSION);
      assert.ok(session);
      assert.deepEqual((await client.prompts({ sessionId: session.id })).map(({ text }) => text).reverse(), ['Fix the totals', 'Now test it', '/review src/total.ts']);
      assert.equal((await client.pastSessions({})).find(({ sessionId }) => sessionId === SESSION)?.state, 'complete');
    });
  });
});
