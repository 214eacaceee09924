import type { RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { answered, CANCELLED, type Command, done } from './command';
import { pickSession } from './pickSession';

type Api = Pick<RecollectApi, 'abort' | 'sessions' | 'queue'>;

export function abortSession(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.abortSession,
    action: 'abort the session',
    async run(target) {
      let sessionId = target?.kind === 'session' ? target.sessionId : target?.kind === 'message' ? target.message?.sessionId : undefined;
      if (sessionId === undefined) {
        const session = await pickSession(api, dialogs, { title: 'Abort Session', placeholder: 'The session whose processing stops; its messages are kept' }, (entry) => entry.pending + entry.processing > 0);
        if (session === 'none') return done('No session has anything to process.');
        if (session === undefined) return CANCELLED;
        sessionId = session.id;
      }
      return answered(await dialogs.wait('Aborting the session', api.abort({ sessionId })));
    },
  };
}

export function abortAll(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.abortAll,
    action: 'abort the sessions',
    run: async () => answered(await dialogs.wait('Aborting all sessions', api.abort({}))),
  };
}
