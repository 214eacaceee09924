import type { RecollectApi } from '../core/api';
import type { ForgetScope } from '../core/editing';
import { isForgettingAgreed } from './agreement';
import type { CommandContext } from './commandContext';
import { namedSession } from './namedSession';
import { UsageError } from './output';
import { projectNamed } from './projectOption';
import { withOwner } from './reach';
import { timeOf } from './timeOption';

const HOUR_MS = 3_600_000;

/** Says what it would remove; removes it once the person has agreed, on the terminal or by `--yes`. */
export async function forget(context: CommandContext): Promise<number> {
  const scopeIn = scopeOf(context.options);
  return withOwner(context, async (api) => {
    const scope = await scopeIn(api);
    if (!(await isForgettingAgreed(context, api, scope))) return context.output.text('Nothing was removed.');
    return context.output.value(await api.forget(scope), ({ message }) => message);
  });
}

function scopeOf({ 'last-hour': lastHour, since, session, project }: CommandContext['options']): (api: RecollectApi) => Promise<ForgetScope> {
  const given = [lastHour, since, session, project].filter((option) => option !== undefined);
  if (given.length !== 1) throw new UsageError('forget needs one of --last-hour, --since, --session and --project');
  if (session !== undefined) return async (api) => ({ sessionId: await namedSession(session, api) });
  if (project !== undefined) return async (api) => ({ project: await projectNamed(project, api) });
  const sinceMs = lastHour ? Date.now() - HOUR_MS : (timeOf(since, '--since') ?? 0);
  return async () => ({ sinceMs });
}
