import type { CommandAnswer, RecollectApi } from '../core/api';
import type { CommandContext } from './commandContext';
import { namedSession, sessionWord } from './namedSession';
import { UsageError } from './output';
import { withOwner } from './reach';

type Scope = { sessionId?: number };

const command =
  (ask: (api: RecollectApi, scope: Scope) => Promise<CommandAnswer>) =>
  async (context: CommandContext): Promise<number> => {
    const named = sessionWord(context);
    const answer = await withOwner(context, async (api) => ask(api, named === undefined ? {} : { sessionId: await namedSession(named, api) }));
    return context.output.value(answer, ({ message }) => message);
  };

export const retry = command((api, scope) => api.retry(scope));
export const discard = command((api, scope) => api.discard(scope));
export const abort = command((api, scope) => api.abort(scope));
export const pause = command((api) => api.pause());
export const resume = command((api) => api.resume());

export async function reprocess(context: CommandContext): Promise<number> {
  const named = sessionWord(context);
  if (named === undefined) throw new UsageError('reprocess needs the number of a session');
  const answer = await withOwner(context, async (api) => api.reprocess({ sessionId: await namedSession(named, api) }));
  return context.output.value(answer, ({ message }) => message);
}
