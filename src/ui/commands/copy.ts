import type { QueueEntry, RecollectApi } from '../../core/api';
import { UserFacingError } from '../../core/errors';
import { oneLine } from '../../core/plainText';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { memoryMarkdown } from '../memoryMarkdown';
import type { SearchApi } from '../search/memorySearch';
import { CANCELLED, type Command, done, noted } from './command';
import { memoryIdOf } from './pickMemory';

const MOST_FAILED = 500;

export function copyMemory(api: SearchApi & Pick<RecollectApi, 'get'>, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.copyMemory,
    action: 'copy the memory',
    async run(target) {
      const id = await memoryIdOf(target, 'Copy Memory as Markdown', api, dialogs);
      if (id === undefined) return CANCELLED;
      const [memory] = await api.get({ ids: [id] });
      if (memory === undefined) throw new UserFacingError(`There is no memory ${id} any more.`);
      await dialogs.copy(memoryMarkdown(memory));
      return noted(`Copied memory ${id} as markdown`);
    },
  };
}

export function copyId(api: SearchApi, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.copyId,
    action: 'copy the id',
    async run(target) {
      const id = await memoryIdOf(target, 'Copy Memory Id', api, dialogs);
      if (id === undefined) return CANCELLED;
      await dialogs.copy(id);
      return noted(`Copied ${id}`);
    },
  };
}

export function copyError(api: Pick<RecollectApi, 'queue'>, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.copyError,
    action: 'copy the error',
    async run(target) {
      let message = target?.kind === 'message' ? target.message : undefined;
      if (message === undefined) {
        const failed = await api.queue({ state: 'failed', limit: MOST_FAILED });
        if (failed.length === 0) return done('No message has failed: there is no error to copy.');
        const asked = target?.kind === 'message' ? failed.find((entry) => entry.messageId === target.messageId) : undefined;
        message = asked ?? (await dialogs.choose({ title: 'Copy Error', placeholder: 'The failed message' }, Promise.resolve(failed.map(choiceOf))));
      }
      if (message === undefined) return CANCELLED;
      await dialogs.copy(`${message.label}\n${message.error ?? 'no error is known'}\n`);
      return noted('Copied the error');
    },
  };
}

function choiceOf(entry: QueueEntry): { label: string; detail: string; icon: string; value: QueueEntry } {
  return { label: oneLine(entry.label), detail: oneLine(entry.error ?? ''), icon: 'error', value: entry };
}
