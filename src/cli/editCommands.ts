import type { CommandAnswer, RecollectApi } from '../core/api';
import type { Marking } from '../core/editing';
import { CONCEPTS, OBSERVATION_TYPES } from '../core/observation';
import type { CommandContext } from './commandContext';
import { oneOf, UsageError } from './output';
import { projectOrFolderNamed } from './projectOption';
import { withOwner } from './reach';
import { readText } from './readText';

type Asking = (api: RecollectApi) => Promise<CommandAnswer>;

/** What the command line says is checked before an owner is looked for. */
const command =
  (read: (context: CommandContext) => Asking | Promise<Asking>) =>
  async (context: CommandContext): Promise<number> => {
    const answer = await withOwner(context, await read(context));
    return context.output.value(answer, ({ message }) => message);
  };

const withIds = (name: string, ask: (api: RecollectApi, ids: readonly string[]) => Promise<CommandAnswer>) =>
  command(({ arguments: ids }) => {
    if (ids.length === 0) throw new UsageError(`${name} needs the id of a memory, such as o12 or s3`);
    return (api) => ask(api, ids);
  });
const mark = (name: string, as: Marking) => withIds(name, (api, ids) => api.mark({ ids, as }));

export const pin = mark('pin', 'pinned');
export const unpin = mark('unpin', 'unpinned');
export const exclude = mark('exclude', 'excluded');
export const include = mark('include', 'included');

export const remove = withIds('delete', (api, ids) => api.delete({ ids }));

export const merge = withIds('merge', (api, ids) => api.merge({ ids }));

export const supersede = command(({ arguments: [id], options: { by } }) => {
  if (id === undefined || by === undefined) throw new UsageError('supersede needs the older memory, and --by with the one that holds in its place');
  return (api) => api.supersede({ id, by });
});

export const undo = command(() => (api) => api.undo());

export const remember = command(async ({ arguments: words, options }) => {
  const type = oneOf(options.type, OBSERVATION_TYPES, '--type');
  const concept = oneOf(options.concept, CONCEPTS, '--concept');
  const text = words.length > 0 ? words.join(' ') : await readText('remember needs a text');
  return async (api) =>
    api.remember({
      project: await projectOrFolderNamed(options.project ?? '.', api),
      text,
      ...(options.title !== undefined && { title: options.title }),
      ...(type && { type }),
      ...(concept && { concepts: [concept] }),
      ...(options.file !== undefined && { files: [options.file] }),
    });
});
