import { createInterface } from 'node:readline/promises';
import type { RecollectApi } from '../core/api';
import type { ForgetScope } from '../core/editing';
import { UserFacingError } from '../core/errors';
import type { CommandContext } from './commandContext';
import { UsageError } from './output';
import { withOwner } from './reach';
import { namedSession } from './namedSession';
import { projectNamed } from './projectOption';
import { timeOf } from './timeOption';

const HOUR_MS = 3_600_000;

/** Says what it would remove; removes it once the person has agreed, on the terminal or by `--yes`. */
export async function forget(context: CommandContext): Promise<number> {
  if (context.arguments.length > 0) throw new UsageError('forget takes options only');
  return withOwner(context, async (api) => {
    const scope = await scopeOf(context.options, api);
    const preview = await api.forgetPreview(scope);
    if (!context.options.yes && preview.sessions + preview.prompts + preview.observations + preview.summaries + preview.messages > 0) {
      if (context.output.isJson || !process.stdin.isTTY) throw new UserFacingError(`${preview.message} Nothing was removed: say --yes to do it.`);
      if (!(await isAgreed(preview.message))) return context.output.text('Nothing was removed.');
    }
    return context.output.value(await api.forget(scope), ({ message }) => message);
  });
}

async function scopeOf(options: CommandContext['options'], api: RecollectApi): Promise<ForgetScope> {
  const { 'last-hour': lastHour, since, session, project } = options;
  const given = [lastHour, since, session, project].filter((option) => option !== undefined);
  if (given.length !== 1) throw new UsageError('forget needs one of --last-hour, --since, --session and --project');
  if (session !== undefined) return { sessionId: await namedSession(session, api) };
  if (project !== undefined) return { project: await projectNamed(project, api) };
  return { sinceMs: lastHour ? Date.now() - HOUR_MS : (timeOf(since, '--since') ?? 0) };
}

async function isAgreed(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${question} Go on? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
