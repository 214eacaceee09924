import type { RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { answered, CANCELLED, type Command, done } from './command';
import { pickSession } from './pickSession';

export function reprocessSession(api: Pick<RecollectApi, 'reprocess' | 'sessions'>, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.reprocessSession,
    action: 'reprocess the session',
    async run(target) {
      let sessionId = target?.kind === 'session' ? target.sessionId : undefined;
      if (sessionId === undefined) {
        const session = await pickSession(api, dialogs, { title: 'Reprocess Session', placeholder: 'The session whose messages are compressed again, as far as they are kept' }, () => true);
        if (session === 'none') return done('There is no session yet.');
        if (session === undefined) return CANCELLED;
        sessionId = session.id;
      }
      return answered(await dialogs.wait('Queueing the session again', api.reprocess({ sessionId })));
    },
  };
}
