import { UserFacingError } from '../core/errors';
import { isForgettingAgreed } from './agreement';
import type { CommandContext } from './commandContext';
import { noSession, sessionNumbered, sessionWord } from './namedSession';
import { UsageError } from './output';
import { withOwner } from './reach';

/** Nothing more of a session is recorded, or it is again; `--forget` forgets it too, once the person has agreed. */
export async function incognito(context: CommandContext): Promise<number> {
  const { off = false, forget = false, yes = false } = context.options;
  const named = sessionWord(context);
  if (named === undefined) throw new UsageError('incognito needs the number of a session, or the agent\'s id of it');
  if (off && forget) throw new UsageError('--forget and --off do not go together');
  if (yes && !forget) throw new UsageError('--yes goes with --forget only');
  return withOwner(context, async (api) => {
    const sessionId = await sessionNumbered(named, api);
    if (sessionId === undefined) {
      // What was forgotten has no number, but the agent's id of it still keeps it from being recorded.
      const answer = off ? await api.incognito({ agentSessionId: named, isOn: false }) : undefined;
      if (!answer?.count) throw new UserFacingError(`${noSession(named)}${off ? ' One that was forgotten is named by the agent\'s id of it.' : ''}`);
      return context.output.value(answer, ({ message }) => message);
    }
    if (forget && !(await isForgettingAgreed(context, api, { sessionId }))) return context.output.text('Nothing was removed, and the session is recorded as before.');
    return context.output.value(await api.incognito({ sessionId, isOn: !off, forget }), ({ message }) => message);
  });
}
