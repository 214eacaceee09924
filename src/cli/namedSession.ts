import type { RecollectApi } from '../core/api';
import { UserFacingError } from '../core/errors';
import type { CommandContext } from './commandContext';
import { UsageError } from './output';

const PAGE = 500;

/** How the command line names a session, by `--session` or as the argument. */
export function sessionWord({ arguments: [named], options }: Pick<CommandContext, 'arguments' | 'options'>): string | undefined {
  if (named !== undefined && options.session !== undefined) throw new UsageError(`"${named}" and --session name a session each: say one`);
  return options.session ?? named;
}

/** Recollect's number of the session that is named by it or by the agent's id. @throws UserFacingError when there is none */
export async function namedSession(name: string, api: Pick<RecollectApi, 'sessions'>): Promise<number> {
  const id = await sessionNumbered(name, api);
  if (id === undefined) throw new UserFacingError(noSession(name));
  return id;
}

/** As `namedSession`; undefined when there is none. */
export async function sessionNumbered(name: string, api: Pick<RecollectApi, 'sessions'>): Promise<number | undefined> {
  for (let offset = 0; ; offset += PAGE) {
    const sessions = await api.sessions({ limit: PAGE, offset });
    const session = sessions.find(({ id, agentSessionId }) => String(id) === name || agentSessionId === name);
    if (session || sessions.length < PAGE) return session?.id;
  }
}

export function noSession(name: string): string {
  return `There is no session ${name}. "recollect export" tells their numbers and ids.`;
}
