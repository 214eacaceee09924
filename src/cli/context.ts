import { AGENTS } from '../core/hookEvent';
import { ProjectResolver } from '../ingest/projectOf';
import type { CommandContext } from './commandContext';
import { oneOf } from './output';
import { projectNamed } from './projectOption';
import { withApi } from './reach';

/** Exactly what the next session of a project is told; of the project of the current folder when none is named. */
export async function context(context: CommandContext): Promise<number> {
  const { options, output } = context;
  const agent = oneOf(options.agent, AGENTS, '--agent');
  const answer = await withApi(context, async (api) => {
    const place = options.project === undefined ? { project: new ProjectResolver().projectOf(process.cwd()).id, folder: process.cwd() } : { project: await projectNamed(options.project, api) };
    return api.context({ ...place, ...(agent !== undefined && { agent }) });
  });
  if (answer.text === '') process.stderr.write(`Nothing is remembered of ${answer.project}.\n`);
  return output.isJson ? output.value(answer, ({ text }) => text) : output.exact(answer.text);
}
