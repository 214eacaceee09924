import { AGENTS } from '../core/hookEvent';
import { ProjectResolver } from '../ingest/projectOf';
import type { CommandContext } from './commandContext';
import { oneOf } from './output';
import { withApi } from './reach';

/** Exactly what the next session of a project is told; of the project of the current folder when none is named. */
export async function context(context: CommandContext): Promise<number> {
  const project = context.options.project ?? new ProjectResolver().projectOf(process.cwd()).id;
  const agent = oneOf(context.options.agent, AGENTS, '--agent');
  const answer = await withApi(context, (api) => api.context({ project, ...(context.options.project === undefined && { folder: process.cwd() }), ...(agent !== undefined && { agent }) }));
  if (answer.text === '') process.stderr.write(`Nothing is remembered of ${project}.\n`);
  return context.output.isJson ? context.output.value(answer, ({ text }) => text) : context.output.exact(answer.text);
}
