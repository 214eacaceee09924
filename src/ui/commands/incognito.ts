import type { RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { counted } from '../labelText';
import { answered, CANCELLED, type Command, done } from './command';
import { pickSession } from './pickSession';

type Api = Pick<RecollectApi, 'incognito' | 'sessions'>;

/** Nothing more of a session is recorded; what is queued of it goes, and, when the person wants it, what is remembered. */
export function startIncognito(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.startIncognito,
    action: 'make the session incognito',
    async run(target) {
      let session = target?.kind === 'session' ? target.session : undefined;
      const sessionId = target?.kind === 'session' ? target.sessionId : undefined;
      if (sessionId === undefined) {
        const picked = await pickSession(api, dialogs, { title: 'Make Session Incognito', placeholder: 'The session of which nothing more is recorded' }, ({ isIncognito }) => !isIncognito);
        if (picked === 'none') return done('There is no session that is recorded.');
        if (picked === undefined) return CANCELLED;
        session = picked;
      }
      const id = sessionId ?? session?.id;
      if (id === undefined) return CANCELLED;
      const forget = await dialogs.choose({ title: 'Make Session Incognito', placeholder: 'What waits to be processed is deleted' }, Promise.resolve([
        { label: 'From now on', detail: 'Nothing more is recorded; what is remembered stays', icon: 'eye-closed', value: false },
        { label: 'And forget it', detail: `Also deletes ${session === undefined ? 'what is remembered of it' : counted(session.observations, 'observation')}, its summaries and its prompts; this cannot be undone`, icon: 'trash', value: true },
      ]));
      if (forget === undefined) return CANCELLED;
      return answered(await api.incognito({ sessionId: id, isOn: true, forget }));
    },
  };
}

export function endIncognito(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.endIncognito,
    action: 'record the session again',
    async run(target) {
      let sessionId = target?.kind === 'session' ? target.sessionId : undefined;
      if (sessionId === undefined) {
        const session = await pickSession(api, dialogs, { title: 'Record Session Again', placeholder: 'The session that is recorded again' }, ({ isIncognito }) => isIncognito);
        if (session === 'none') return done('No session is incognito.');
        if (session === undefined) return CANCELLED;
        sessionId = session.id;
      }
      return answered(await api.incognito({ sessionId, isOn: false }));
    },
  };
}
