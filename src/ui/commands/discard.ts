import type { RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { answered, CANCELLED, type Command, done } from './command';
import { failedScope } from './failedScope';

/** Deletes one failed message, a session's, or all, once the person has agreed to the number. */
export function discardFailed(api: Pick<RecollectApi, 'discard' | 'status' | 'queue'>, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.discardFailed,
    action: 'discard the failed messages',
    async run(target) {
      const { scope, count, words } = await failedScope(api, target);
      if (count === 0) return done('No message has failed: there is nothing to discard.');
      const detail = 'What they tell of the session is lost; it cannot be undone. To have them processed after all, retry them instead.';
      if (!(await dialogs.confirm({ message: `Discard ${words}?`, detail, action: 'Discard' }))) return CANCELLED;
      return answered(await dialogs.wait('Discarding failed messages', api.discard(scope)));
    },
  };
}
