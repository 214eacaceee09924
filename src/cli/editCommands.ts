import type { CommandAnswer, RecollectApi } from '../core/api';
import type { Marking } from '../core/editing';
import { CONCEPTS, OBSERVATION_TYPES } from '../core/observation';
import type { CommandContext } from './commandContext';
import { oneOf, UsageError } from './output';
import { projectOrFolderNamed } from './projectOption';
import { withOwner } from './reach';
import { readText } from './readText';

const command =
  (ask: (api: RecollectApi, context: CommandContext) => Promise<CommandAnswer>) =>
  async (context: CommandContext): Promise<number> => {
    const answer = await withOwner(context, (api) => ask(api, context));
    return context.output.value(answer, ({ message }) => message);
  };

const mark = (name: string, as: Marking): ((context: CommandContext) => Promise<number>) => command((api, context) => api.mark({ ids: idsOf(context, name), as }));

export const pin = mark('pin', 'pinned');
export const unpin = mark('unpin', 'unpinned');
export const exclude = mark('exclude', 'excluded');
export const include = mark('include', 'included');

export const remove = command((api, context) => api.delete({ ids: idsOf(context, 'delete') }));

export const merge = command((api, context) => api.merge({ ids: idsOf(context, 'merge') }));

export const supersede = command((api, context) => {
  const [id, ...rest] = context.arguments;
  const { by } = context.options;
  if (id === undefined || rest.length > 0 || by === undefined) throw new UsageError('supersede needs the older memory, and --by with the one that holds in its place');
  return api.supersede({ id, by });
});

export const undo = command((api) => api.undo());

export const remember = command(async (api, { arguments: words, options }) => {
  const text = words.length > 0 ? words.join(' ') : await readText('remember needs a text');
  const type = oneOf(options.type, OBSERVATION_TYPES, '--type');
  const concept = oneOf(options.concept, CONCEPTS, '--concept');
  return api.remember({
    project: await projectOrFolderNamed(options.project ?? '.', api),
    text,
    ...(options.title !== undefined && { title: options.title }),
    ...(type && { type }),
    ...(concept && { concepts: [concept] }),
    ...(options.file !== undefined && { files: [options.file] }),
  });
});

function idsOf({ arguments: ids }: CommandContext, name: string): readonly string[] {
  if (ids.length === 0) throw new UsageError(`${name} needs the id of a memory, such as o12 or s3`);
  return ids;
}
