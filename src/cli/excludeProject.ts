import type { CommandContext } from './commandContext';
import { UsageError } from './output';
import { projectOrFolderNamed } from './projectOption';
import { withOwner } from './reach';

/** Nothing more of a project is recorded, or it is again; of the current folder's when none is named. */
export async function excludeProject(context: CommandContext): Promise<number> {
  const { arguments: [argument], options: { project } } = context;
  if (argument !== undefined && project !== undefined) throw new UsageError(`"${argument}" and --project name a project each: say one`);
  const named = project ?? argument ?? '.';
  const answer = await withOwner(context, async (api) => api.excludeProject({ project: await projectOrFolderNamed(named, api), isOn: context.options.off !== true }));
  return context.output.value(answer, ({ message }) => message);
}
