import type { MemoryChanges } from '../../src/core/editing';
import type { Observation, ObservationDraft } from '../../src/core/observation';
import type { RecollectStore } from '../../src/storage/recollectStore';
import { promptEvent, stopEvent, toolEvent } from './events';

/** A turn as a person would have it remembered: a prompt, a tool use for each title, and a summary. Times are those of the events. */
export async function rememberTurn(store: RecollectStore, session: string, titles: readonly string[], { project = '/home/dev/shop-api', atMs, ...draft }: Partial<ObservationDraft> & { project?: string; atMs?: number } = {}): Promise<number> {
  const at = atMs === undefined ? {} : { atMs };
  const { sessionId } = await store.ingest(promptEvent(session, `Do ${titles.join(', ')}`, at), project);
  for (const title of titles) await store.ingest(toolEvent(session, `toolu_${title}`, at), project);
  await store.ingest(stopEvent(session, `Did ${titles.join(', ')}`, at), project);
  for (;;) {
    const batch = await store.claim(sessionId, { maxMessages: 1, maxBytes: 1e9 });
    const message = batch?.messages[0];
    if (!batch || !message) return sessionId;
    const title = message.toolUseId?.replace('toolu_', '') ?? '';
    const observation = { type: 'change' as const, title, subtitle: `About ${title}`, narrative: `It is about ${title}.`, facts: [`fact of ${title}`], concepts: [], filesRead: [], filesModified: [`src/${title}.ts`], ...draft, messageIds: [message.id] };
    const summary = { request: `Do ${titles.join(', ')}`, investigated: '', learned: '', completed: `Did ${titles.join(', ')}`, nextSteps: '' };
    await store.settle(batch, { observations: message.toolUseId === undefined ? [] : [observation], ...(message.toolUseId === undefined && { summary }), usage: { inputTokens: 0, outputTokens: 0 } });
  }
}

export function observationIn(store: RecollectStore, id: string): Observation {
  const memory = store.memory(id);
  if (memory?.kind !== 'observation') throw new Error(`${id} is no observation`);
  return memory;
}

export const CHANGES: MemoryChanges = { title: 'Quicksand is handled', narrative: 'Nobody sinks any more.', facts: ['a plank lies there'] };
