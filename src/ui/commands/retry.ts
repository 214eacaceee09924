import type { RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { answered, type Command, done } from './command';
import { failedScope } from './failedScope';

/** Retries one failed message, a session's, or all. */
export function retryFailed(api: Pick<RecollectApi, 'retry' | 'status' | 'queue'>, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.retryFailed,
    action: 'retry the failed messages',
    async run(target) {
      const { scope, count } = await failedScope(api, target);
      if (count === 0) return done('No message has failed: there is nothing to retry.');
      return answered(await dialogs.wait('Queueing failed messages again', api.retry(scope)));
    },
  };
}
