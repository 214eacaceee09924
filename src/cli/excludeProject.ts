import type { CommandContext } from './commandContext';
import { projectOrFolderNamed } from './projectOption';
import { withOwner } from './reach';

/** Nothing more of a project is recorded, or it is again; of the current folder's when none is named. */
export async function excludeProject(context: CommandContext): Promise<number> {
  const named = context.options.project ?? context.arguments[0] ?? '.';
  const answer = await withOwner(context, async (api) => api.excludeProject({ project: await projectOrFolderNamed(named, api), isOn: context.options.off !== true }));
  return context.output.value(answer, ({ message }) => message);
}
