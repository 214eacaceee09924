import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProjectResolver } from '../ingest/projectOf';
import type { CommandContext } from './commandContext';
import { withOwner } from './reach';

/** Nothing more of a project is recorded, or it is again; of the current folder's when none is named. */
export async function excludeProject(context: CommandContext): Promise<number> {
  const named = context.options.project ?? context.arguments[0];
  const answer = await withOwner(context, async (api) => {
    const isKnown = named !== undefined && (await api.projects()).some(({ project }) => project === named);
    const folder = resolve(named ?? '.');
    const project = named !== undefined && (isKnown || !existsSync(folder)) ? named : new ProjectResolver().projectOf(folder).id;
    return api.excludeProject({ project, isOn: context.options.off !== true });
  });
  return context.output.value(answer, ({ message }) => message);
}
