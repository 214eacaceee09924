import assert from 'node:assert/strict';
import { commands, ConfigurationTarget, env, workspace } from 'vscode';
import { z } from 'zod';
import type { RecollectExports } from '../../src/extension';
import { COMMANDS, SETTINGS, SETTINGS_SECTION } from '../../src/manifest';
import { anthropicError, startAnthropicServer } from '../support/anthropicServer';
import { eventually } from '../support/hostSuite/eventually';
import { extensionUnderTest } from '../support/hostSuite/extensionUnderTest';
import { replayRecording } from '../support/hostSuite/replayRecording';
import { TestWindow } from '../support/hostSuite/testWindow';
import { nodeAt, spokenChildren } from '../support/hostSuite/treeOf';
import type { ModelServer } from '../support/modelServer';

const outcome = z.object({ kind: z.string(), message: z.string().optional() });
const run = async (id: string, target?: unknown): Promise<z.infer<typeof outcome>> => outcome.parse(await commands.executeCommand(id, target));

async function set(setting: { name: string }, value: string | undefined): Promise<void> {
  await workspace.getConfiguration(SETTINGS_SECTION).update(setting.name, value, ConfigurationTarget.Global);
}

const SETTLING_TIMEOUT_MS = 60_000;

/** Choosing a provider, its key, and what becomes of messages that the provider refuses. */
describe('a provider with a key', function () {
  // Before each call it gathers messages for seconds.
  this.timeout(2 * SETTLING_TIMEOUT_MS);
  let extension: RecollectExports;
  let model: ModelServer;
  const queue = async () => (await extension.client.status()).queue;
  const queueBecomes = ({ failed }: { failed: number }): Promise<void> =>
    eventually(async () => assert.deepEqual(await queue(), { pending: 0, processing: 0, failed, paused: 0 }), SETTLING_TIMEOUT_MS);

  before(async () => {
    extension = await extensionUnderTest();
    model = await startAnthropicServer();
    model.fallback = () => ({ kind: 'status', status: 400, body: anthropicError('invalid_request_error', 'This request is refused.') });
    await set(SETTINGS.anthropicBaseUrl, model.baseUrl);
    await commands.executeCommand(COMMANDS.openView);
  });

  after(async () => {
    await set(SETTINGS.provider, undefined);
    await set(SETTINGS.anthropicBaseUrl, undefined);
    await model.close();
  });

  it('is chosen in the palette, which asks for the key', async () => {
    await TestWindow.own.runCommand('Recollect: Select Provider…');
    await TestWindow.own.choose('Anthropic');
    await TestWindow.own.enter('sk-test');
    await eventually(async () => assert.equal((await extension.client.status()).provider, 'anthropic'));
    assert.equal(workspace.getConfiguration(SETTINGS_SECTION).inspect(SETTINGS.provider.name)?.globalValue, 'anthropic');
  });

  it('is called with that key, and what it refuses three times has failed', async () => {
    await replayRecording('01-basic.jsonl', 'failed-messages', 4);
    await queueBecomes({ failed: 2 });
    assert.deepEqual([...new Set(model.requests.map((request) => request.headers.authorization))], ['Bearer sk-test']);
    await eventually(() => assert.equal(extension.ui.statusBar().text, '$(warning) 2 failed'));
  });

  it('shows what failed and why, and lets the error be copied', async () => {
    await commands.executeCommand(COMMANDS.refresh);
    const group = await nodeAt(extension.ui.queue, 'Failed');
    const spoken = await spokenChildren(extension.ui.queue, group);
    assert.ok(spoken.every((label) => /, failed, 3 attempts, .*refused/i.test(label)), spoken.join('\n'));
    const [message] = await extension.ui.queue.getChildren(group);
    assert.deepEqual(await run(COMMANDS.copyError, message), { kind: 'noted', message: 'Copied the error' });
    assert.match(await env.clipboard.readText(), /refused/i);
  });

  it('discards nothing when the person cannot be asked', async () => {
    assert.equal((await run(COMMANDS.discardFailed)).kind, 'failed', 'under test VS Code refuses modal dialogs');
    assert.equal((await queue()).failed, 2);
  });

  it('gets one message again, then all, once it is well', async () => {
    model.fallback = () => ({ kind: 'reply' });
    await commands.executeCommand(COMMANDS.refresh);
    const [message] = await extension.ui.queue.getChildren(await nodeAt(extension.ui.queue, 'Failed'));
    assert.deepEqual(await run(COMMANDS.retryFailed, message), { kind: 'done', message: 'Queued again: 1 message that had failed.' });
    await queueBecomes({ failed: 1 });
    assert.deepEqual(await run(COMMANDS.retryFailed), { kind: 'done', message: 'Queued again: 1 message that had failed.' });
    await queueBecomes({ failed: 0 });
  });

  it('is paused when its key is removed and it has something to do', async () => {
    const removed = commands.executeCommand(COMMANDS.removeApiKey);
    await TestWindow.own.choose('Anthropic');
    assert.deepEqual(outcome.parse(await removed), { kind: 'done', message: 'The API key of Anthropic is removed.' });
    await replayRecording('01-basic.jsonl', 'failed-messages', 3);
    await eventually(() => assert.match(extension.ui.statusBar().text, /^\$\(debug-pause\) Paused: .*key/i), SETTLING_TIMEOUT_MS);
    assert.deepEqual((await queue()).failed, 0);
  });

  it('is left for the built-in one, which takes what waits', async () => {
    await TestWindow.own.runCommand('Recollect: Select Provider…');
    await TestWindow.own.choose('Built in');
    await eventually(() => assert.equal(extension.ui.statusBar().text, '$(database) Recollect'));
    assert.equal((await queue()).pending, 0);
  });
});
