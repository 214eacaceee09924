import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecollectApi } from '../../../src/core/api';
import { apiOver } from '../../../src/ingest/apiClient';
import { attachRemote } from '../../../src/link/remoteOwner';
import type { Story } from './story';

/** Runs `work` with the API of the owner at `socket`. */
export async function withOwnerAt<T>(socket: string, work: (api: RecollectApi) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const attachment = await attachRemote(socket, '0.0.0');
    if (attachment) {
      try {
        return await work(apiOver(attachment.connection));
      } finally {
        await attachment.dispose();
      }
    }
    assert.ok(tries < 10, 'the owner does not answer');
    await sleep(200);
  }
}

export async function untilEmpty(api: RecollectApi, timeoutMs = 60_000): Promise<void> {
  const untilMs = Date.now() + timeoutMs;
  for (;;) {
    const { queue } = await api.status();
    if (queue.pending + queue.processing === 0) return;
    assert.ok(Date.now() < untilMs, `the queue does not get empty: ${JSON.stringify(await api.status())}`);
    await sleep(20);
  }
}

/** Waits until all is processed, and checks that every event of the stories is remembered once, at its prompt, and counted. */
export async function checkRemembered(api: RecollectApi, stories: readonly Story[], told: string): Promise<void> {
  await untilEmpty(api);
  const status = await api.status();
  assert.deepEqual(status.queue, { pending: 0, processing: 0, failed: 0, paused: 0 }, told);
  const sessions = await api.sessions({ limit: 1000 });
  let observations = 0;
  let summaries = 0;
  for (const story of stories) {
    const session = sessions.find((one) => one.agentSessionId === story.session);
    if (!session && story.prompts.length === 0) continue;
    assert.ok(session, `${told}: session ${story.session} is gone`);
    const prompts = (await api.prompts({ sessionId: session.id })).toReversed();
    assert.deepEqual(prompts.map((prompt) => [prompt.number, prompt.text]), story.prompts.map((prompt) => [prompt.number, prompt.text]), `${told}: prompts of ${story.session}`);
    let inSession = 0;
    for (const prompt of story.prompts) {
      const entries = await api.memories({ sessionId: session.id, promptNumber: prompt.number });
      const memories = await api.get({ ids: entries.map((entry) => entry.id) });
      const evidence = memories.flatMap((memory) => (memory.kind === 'observation' ? memory.evidence : [])).sort();
      assert.deepEqual(evidence, prompt.toolUseIds.toSorted(), `${told}: evidence of prompt ${prompt.number} of ${story.session}`);
      const summed = memories.filter((memory) => memory.kind === 'summary').length;
      assert.ok(summed <= 1, `${told}: ${summed} summaries of prompt ${prompt.number} of ${story.session}`);
      summaries += summed;
      inSession += memories.length - summed;
    }
    assert.equal(session.observations, inSession, `${told}: the count of session ${story.session}`);
    observations += inSession;
  }
  assert.equal(status.sessions, stories.filter((story) => story.prompts.length > 0).length, `${told}: sessions`);
  assert.equal(status.observations, observations, `${told}: observations`);
  assert.equal(status.summaries, summaries, `${told}: summaries`);
}
