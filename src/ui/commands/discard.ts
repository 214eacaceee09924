import type { MessageScope, RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { counted } from '../labelText';
import { loadUpTo } from '../loadUpTo';
import { answered, CANCELLED, type Command, done } from './command';
import { messageScope } from './messageScope';

type Api = Pick<RecollectApi, 'discard' | 'status' | 'queue'>;

/** Deletes one failed message, a session's, or all, once the person has agreed to the number. */
export function discardFailed(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.discardFailed,
    action: 'discard the failed messages',
    async run(target) {
      const scope = messageScope(target);
      const count = await countFailed(api, scope);
      if (count === 0) return done('No message has failed: there is nothing to discard.');
      const message = `Discard ${counted(count, 'failed message')}${scope.sessionId === undefined ? '' : ' of the session'}?`;
      const detail = 'What they tell of the session is lost; it cannot be undone. To have them processed after all, retry them instead.';
      if (!(await dialogs.confirm({ message, detail, action: 'Discard' }))) return CANCELLED;
      return answered(await dialogs.wait('Discarding failed messages', api.discard(scope)));
    },
  };
}

async function countFailed(api: Api, { sessionId, messageId }: MessageScope): Promise<number> {
  if (messageId !== undefined) return 1;
  const { failed } = (await api.status()).queue;
  if (sessionId === undefined) return failed;
  return (await loadUpTo(failed, (page) => api.queue({ state: 'failed', sessionId, ...page }))).length;
}
