import type { RecollectApi } from '../../core/api';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { answered, type Command } from './command';

export function pause(api: Pick<RecollectApi, 'pause'>, dialogs: Dialogs): Command {
  return { id: COMMANDS.pause, action: 'pause processing', run: async () => answered(await dialogs.wait('Pausing', api.pause())) };
}

export function resume(api: Pick<RecollectApi, 'resume'>, dialogs: Dialogs): Command {
  return { id: COMMANDS.resume, action: 'resume processing', run: async () => answered(await dialogs.wait('Resuming', api.resume())) };
}
