import type { RecollectApi, SearchHit } from '../../core/api';
import type { Marking } from '../../core/editing';
import { UserFacingError } from '../../core/errors';
import { oneLine } from '../../core/plainText';
import { COMMANDS, type CommandId } from '../../manifest';
import type { Choice, Dialogs } from '../dialogs';
import { shortened } from '../labelText';
import { memoryTitle } from '../memoryMarkdown';
import { relativeTime } from '../relativeTime';
import type { SearchApi } from '../search/memorySearch';
import type { Target } from '../target';
import { answered, CANCELLED, type Command, done, noted, undoable } from './command';
import { memoryIdOf } from './pickMemory';

type Api = SearchApi & Pick<RecollectApi, 'get' | 'mark' | 'supersede' | 'merge' | 'delete' | 'undo'>;

const TITLE_LENGTH = 60;
/** The most memories that are offered in one list. */
const MOST_CHOICES = 1000;

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
      const ids = await idsToMark(target, as, title, api, dialogs);
      if (ids === undefined) return CANCELLED;
      const answer = await api.mark({ ids, as });
      return as === 'excluded' ? undoable(answer) : noted(answer.message);
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
      return ids === undefined ? CANCELLED : undoable(await dialogs.wait('Deleting', api.delete({ ids })));
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

/** Of those that are selected in the tree; else of some that the person picks among the newest. */
export function mergeMemories(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.mergeMemories,
    action: 'merge the memories',
    async run(target) {
      const selected = target?.kind === 'memory' ? (target.memoryIds ?? [target.memoryId]) : [];
      const ids = selected.length >= 2 ? selected : await pickToMerge(selected, api, dialogs);
      if (ids === undefined) return CANCELLED;
      if (ids.length < 2) return done('Nothing is merged: it takes two observations or more.');
      return undoable(await api.merge({ ids }));
    },
  };
}

async function pickToMerge(selected: readonly string[], api: Api, dialogs: Dialogs): Promise<readonly string[] | undefined> {
  const hits = (await api.search({ query: '', limit: MOST_CHOICES })).filter(({ kind, supersededBy }) => kind === 'observation' && supersededBy === undefined);
  const project = hits.find(({ id }) => selected.includes(id))?.project;
  const choices = hits.filter((hit) => project === undefined || hit.project === project).map((hit) => ({ ...choiceOf(hit), isMarked: selected.includes(hit.id) }));
  if (choices.length < 2) return [];
  return dialogs.chooseMany({ title: 'Merge Memories', placeholder: 'Observations of one project; the newest one gives the title' }, choices);
}

export function undoChange(api: Pick<RecollectApi, 'undo'>, dialogs: Dialogs): Command {
  return { id: COMMANDS.undoChange, action: 'take the last change back', run: async () => answered(await dialogs.wait('Taking the last change back', api.undo())) };
}

/** What has a mark is looked for by it: only that can lose it. */
async function idsToMark(target: Target | undefined, as: Marking, title: string, api: Api, dialogs: Dialogs): Promise<readonly string[] | undefined> {
  if (target?.kind === 'memory' || as === 'pinned' || as === 'excluded') return memoryIdsOf(target, title, api, dialogs);
  const marked = (await api.search({ query: '', limit: MOST_CHOICES })).filter(({ isPinned, isExcluded }) => (as === 'unpinned' ? isPinned : isExcluded));
  if (marked.length === 0) throw new UserFacingError(as === 'unpinned' ? 'No memory is pinned.' : 'No memory is excluded.');
  const id = await dialogs.choose({ title, placeholder: as === 'unpinned' ? 'The memory that is not pinned any more' : 'The memory that agents are told of again' }, Promise.resolve(marked.map(choiceOf)));
  return id === undefined ? undefined : [id];
}

function choiceOf({ id, type, kind, title, project, atMs }: SearchHit): Choice<string> {
  return { label: oneLine(title) || id, description: `${type ?? kind} · ${relativeTime(atMs, Date.now())}`, detail: oneLine(project), value: id };
}

async function memoryIdsOf(target: Target | undefined, title: string, api: Api, dialogs: Dialogs): Promise<readonly string[] | undefined> {
  if (target?.kind === 'memory' && target.memoryIds !== undefined) return target.memoryIds;
  const id = await memoryIdOf(target, title, api, dialogs);
  return id === undefined ? undefined : [id];
}
