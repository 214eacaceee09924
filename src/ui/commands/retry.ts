import type { RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { answered, type Command } from './command';
import { messageScope } from './messageScope';

/** Queues again what has failed or is held back by an abort: one message, a session's, or all. */
export function retryFailed(api: Pick<RecollectApi, 'retry'>, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.retryFailed,
    action: 'retry',
    run: async (target) => answered(await dialogs.wait('Queueing messages again', api.retry(messageScope(target)))),
  };
}
