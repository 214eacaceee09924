import type { RecollectApi } from '../../core/api';
import type { Marking } from '../../core/editing';
import { UserFacingError } from '../../core/errors';
import { COMMANDS, type CommandId } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { shortened } from '../labelText';
import { memoryTitle } from '../memoryMarkdown';
import type { SearchApi } from '../search/memorySearch';
import type { Target } from '../target';
import { answered, CANCELLED, type Command, noted } from './command';
import { memoryIdOf } from './pickMemory';

type Api = SearchApi & Pick<RecollectApi, 'get' | 'mark' | 'supersede' | 'merge' | 'delete' | 'undo'>;

const TITLE_LENGTH = 60;

const MARKS: readonly { id: CommandId; as: Marking; title: string; action: string }[] = [
  { id: COMMANDS.pinMemory, as: 'pinned', title: 'Pin Memory', action: 'pin the memory' },
  { id: COMMANDS.unpinMemory, as: 'unpinned', title: 'Unpin Memory', action: 'unpin the memory' },
  { id: COMMANDS.excludeMemory, as: 'excluded', title: 'Exclude Memory from Context', action: 'exclude the memory' },
  { id: COMMANDS.includeMemory, as: 'included', title: 'Include Memory in Context', action: 'include the memory' },
];

/** Pins, excludes, and the ways back. */
export function markCommands(api: Api, dialogs: Dialogs): Command[] {
  return MARKS.map(({ id, as, title, action }) => ({
    id,
    action,
    async run(target) {
      const ids = await memoryIdsOf(target, title, api, dialogs);
      return ids === undefined ? CANCELLED : noted((await api.mark({ ids, as })).message);
    },
  }));
}

/** Deletes at once: it can be taken back, and the answer says so. */
export function deleteMemory(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.deleteMemory,
    action: 'delete the memory',
    async run(target) {
      const ids = await memoryIdsOf(target, 'Delete Memory', api, dialogs);
      return ids === undefined ? CANCELLED : answered(await dialogs.wait('Deleting', api.delete({ ids })));
    },
  };
}

export function supersedeMemory(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.supersedeMemory,
    action: 'mark the memory as superseded',
    async run(target) {
      const id = await memoryIdOf(target, 'The memory that does not hold any more', api, dialogs);
      if (id === undefined) return CANCELLED;
      const [memory] = await api.get({ ids: [id] });
      if (memory === undefined) throw new UserFacingError(`There is no memory ${id} any more.`);
      const by = await memoryIdOf(undefined, `What holds in the place of "${shortened(memoryTitle(memory), TITLE_LENGTH)}"`, api, dialogs);
      return by === undefined ? CANCELLED : noted((await api.supersede({ id, by })).message);
    },
  };
}

export function mergeMemories(api: Pick<RecollectApi, 'merge'>): Command {
  return {
    id: COMMANDS.mergeMemories,
    action: 'merge the memories',
    async run(target) {
      const ids = target?.kind === 'memory' ? (target.memoryIds ?? []) : [];
      if (ids.length < 2) throw new UserFacingError('Select the observations to merge in the view Memories (Ctrl+click), and choose Merge Memories… from their menu. The one that you open the menu on gives the title.');
      return answered(await api.merge({ ids }));
    },
  };
}

export function undoChange(api: Pick<RecollectApi, 'undo'>, dialogs: Dialogs): Command {
  return { id: COMMANDS.undoChange, action: 'take the last change back', run: async () => answered(await dialogs.wait('Taking the last change back', api.undo())) };
}

async function memoryIdsOf(target: Target | undefined, title: string, api: Api, dialogs: Dialogs): Promise<readonly string[] | undefined> {
  if (target?.kind === 'memory' && target.memoryIds !== undefined) return target.memoryIds;
  const id = await memoryIdOf(target, title, api, dialogs);
  return id === undefined ? undefined : [id];
}
