import type { RecollectApi } from '../api';

const PAGE = 500;
const IDS = 100;

/** Everything, or all of a project: each session with its prompts and memories, oldest of them first, and what is queued or failed. */
export async function* exported(api: Pick<RecollectApi, 'sessions' | 'prompts' | 'memories' | 'get' | 'queue'>, project?: string): AsyncGenerator<{ readonly kind: string }> {
  const ids = new Set<number>();
  for await (const session of pages((offset) => api.sessions({ ...(project !== undefined && { project }), limit: PAGE, offset }))) {
    ids.add(session.id);
    yield { kind: 'session', ...session };
    const prompts = await api.prompts({ sessionId: session.id });
    for (const prompt of prompts.toReversed()) yield { kind: 'prompt', ...prompt };
    for (const promptNumber of [0, ...prompts.map((prompt) => prompt.number).reverse()]) {
      const memories = (await api.memories({ sessionId: session.id, promptNumber })).map((entry) => entry.id).reverse();
      for (let start = 0; start < memories.length; start += IDS) yield* await api.get({ ids: memories.slice(start, start + IDS) });
    }
  }
  for await (const message of pages((offset) => api.queue({ limit: PAGE, offset }))) if (ids.has(message.sessionId)) yield { kind: 'message', ...message };
}

async function* pages<T>(page: (offset: number) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let offset = 0; ; offset += PAGE) {
    const items = await page(offset);
    yield* items;
    if (items.length < PAGE) return;
  }
}
