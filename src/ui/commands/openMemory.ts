import type { RecollectApi } from '../../core/api';
import { UserFacingError } from '../../core/errors';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { memoryTitle } from '../memoryMarkdown';
import { oneLine } from '../plainText';
import type { Pages } from '../pages';
import { CANCELLED, type Command, seen } from './command';
import { memoryIdOf } from './pickMemory';

export function openMemory(api: Pick<RecollectApi, 'get' | 'search'>, dialogs: Dialogs, pages: Pages): Command {
  return {
    id: COMMANDS.openMemory,
    action: 'open the memory',
    async run(target) {
      const id = await memoryIdOf(target, 'Open Memory', api, dialogs);
      if (id === undefined) return CANCELLED;
      const [memory] = await api.get({ ids: [id] });
      if (memory === undefined) throw new UserFacingError(`There is no memory ${id} any more.`);
      await pages.openMemory(memory, target !== undefined);
      return seen(`Opened ${oneLine(memoryTitle(memory))}`);
    },
  };
}
