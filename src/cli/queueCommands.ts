import type { CommandAnswer, RecollectApi } from '../core/api';
import type { CommandContext } from './commandContext';
import { namedSession } from './namedSession';
import { UsageError } from './output';
import { withOwner } from './reach';

type Scope = { sessionId?: number };

/** The session that the command line names, by Recollect's number of it or by the agent's id. */
async function scopeOf({ arguments: rest, options }: CommandContext, api: RecollectApi): Promise<Scope> {
  const named = options.session ?? rest[0];
  if (named === undefined) return {};
  return { sessionId: await namedSession(named, api) };
}

const command =
  (ask: (api: RecollectApi, scope: Scope, options: CommandContext['options']) => Promise<CommandAnswer>) =>
  async (context: CommandContext): Promise<number> => {
    const answer = await withOwner(context, async (api) => ask(api, await scopeOf(context, api), context.options));
    return context.output.value(answer, ({ message }) => message);
  };

export const retry = command((api, scope) => api.retry(scope));
export const discard = command((api, scope) => api.discard(scope));
export const abort = command((api, scope) => api.abort(scope));
export const pause = command((api) => api.pause());
export const resume = command((api) => api.resume());
export const reprocess = command((api, { sessionId }) => {
  if (sessionId === undefined) throw new UsageError('reprocess needs the number of a session');
  return api.reprocess({ sessionId });
});
export const incognito = command((api, { sessionId }, { off = false, forget = false }) => {
  if (sessionId === undefined) throw new UsageError('incognito needs the number of a session, or the agent\'s id of it');
  if (off && forget) throw new UsageError('--forget and --off do not go together');
  return api.incognito({ sessionId, isOn: !off, forget });
});
