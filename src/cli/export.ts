import type { RecollectApi } from '../core/api';
import type { CommandContext } from './commandContext';
import { withApi } from './reach';

const PAGE = 500;

/** One JSON object a line: sessions with their prompts, observations and summaries, and what is still queued or failed. */
export async function exportMemories(context: CommandContext): Promise<number> {
  return withApi(context, async (api) => {
    for await (const line of exported(api)) if (!process.stdout.write(`${JSON.stringify(line)}\n`)) await new Promise<void>((resolve) => process.stdout.once('drain', resolve));
    return 0;
  });
}

async function* exported(api: RecollectApi): AsyncGenerator<object> {
  for await (const session of pages((offset) => api.sessions({ limit: PAGE, offset }))) {
    yield { kind: 'session', ...session };
    const prompts = await api.prompts({ sessionId: session.id });
    for (const prompt of prompts.toReversed()) yield { kind: 'prompt', ...prompt };
    for (const promptNumber of [0, ...prompts.map((prompt) => prompt.number).reverse()]) {
      const entries = await api.memories({ sessionId: session.id, promptNumber });
      const ids = entries.map((entry) => entry.id).reverse();
      for (let start = 0; start < ids.length; start += 100) yield* await api.get({ ids: ids.slice(start, start + 100) });
    }
  }
  for await (const message of pages((offset) => api.queue({ limit: PAGE, offset }))) yield { kind: 'message', ...message };
}

async function* pages<T>(page: (offset: number) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let offset = 0; ; offset += PAGE) {
    const items = await page(offset);
    yield* items;
    if (items.length < PAGE) return;
  }
}
