import type { RecollectApi } from '../../core/api';
import { UserFacingError } from '../../core/errors';
import { oneLine } from '../../core/plainText';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { memoryTitle } from '../memoryMarkdown';
import type { Pages } from '../pages';
import type { SearchApi } from '../search/memorySearch';
import { CANCELLED, type Command, seen } from './command';
import { memoryIdOf } from './pickMemory';

export function editMemory(api: SearchApi & Pick<RecollectApi, 'get'>, dialogs: Dialogs, pages: Pick<Pages, 'editMemory'>): Command {
  return {
    id: COMMANDS.editMemory,
    action: 'edit the memory',
    async run(target) {
      const id = await memoryIdOf(target, 'Edit Memory', api, dialogs);
      if (id === undefined) return CANCELLED;
      const [memory] = await api.get({ ids: [id] });
      if (memory === undefined) throw new UserFacingError(`There is no memory ${id} any more.`);
      if (memory.kind === 'prompt') throw new UserFacingError('A prompt cannot be changed: only observations and summaries can.');
      await pages.editMemory(memory);
      return seen(`Opened ${oneLine(memoryTitle(memory))} to edit`);
    },
  };
}
