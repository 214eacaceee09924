import type { CommandAnswer, RecollectApi } from '../core/api';
import type { CommandContext } from './commandContext';
import { UsageError, wholeNumber } from './output';
import { withOwner } from './reach';

type Scope = { sessionId?: number };

function scopeOf({ arguments: rest, options }: CommandContext): Scope {
  const sessionId = wholeNumber(options.session ?? rest[0], 'the session');
  return sessionId === undefined ? {} : { sessionId };
}

const command =
  (ask: (api: RecollectApi, scope: Scope) => Promise<CommandAnswer>) =>
  async (context: CommandContext): Promise<number> => {
    const scope = scopeOf(context);
    return context.output.value(await withOwner(context, (api) => ask(api, scope)), (answer) => answer.message);
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
