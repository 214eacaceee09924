import type { RecollectApi } from '../../core/api';
import { UserFacingError } from '../../core/errors';
import { oneLine } from '../../core/plainText';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { memoryTitle } from '../memoryMarkdown';
import type { Pages } from '../pages';
import type { SearchApi } from '../search/memorySearch';
import type { Target } from '../target';
import { CANCELLED, type Command, type Outcome, seen } from './command';
import { memoryIdOf } from './pickMemory';

type Api = SearchApi & Pick<RecollectApi, 'get'>;

export function openMemory(api: Api, dialogs: Dialogs, pages: Pages): Command {
  return {
    id: COMMANDS.openMemory,
    action: 'open the memory',
    run: (target) => open(target, 'Open Memory', api, dialogs, pages),
  };
}

export function search(api: Api, dialogs: Dialogs, pages: Pages): Command {
  return {
    id: COMMANDS.search,
    action: 'search',
    run: () => open(undefined, 'Search', api, dialogs, pages),
  };
}

async function open(target: Target | undefined, title: string, api: Api, dialogs: Dialogs, pages: Pages): Promise<Outcome> {
  const id = await memoryIdOf(target, title, api, dialogs);
  if (id === undefined) return CANCELLED;
  const [memory] = await api.get({ ids: [id] });
  if (memory === undefined) throw new UserFacingError(`There is no memory ${id} any more.`);
  await pages.openMemory(memory, target !== undefined);
  return seen(`Opened ${oneLine(memoryTitle(memory))}`);
}
