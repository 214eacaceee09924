import type { RecollectApi } from '../../core/api';
import type { ForgetScope } from '../../core/editing';
import { nameOfProject } from '../../core/project';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import type { Target } from '../target';
import { answered, CANCELLED, type Command, done } from './command';
import { pickSession } from './pickSession';
import { projectChoice } from './remember';

const HOUR_MS = 3_600_000;

type Api = Pick<RecollectApi, 'forgetPreview' | 'forget' | 'sessions' | 'projects'>;
interface Asked {
  readonly scope: ForgetScope;
  /** Completes "Forget …?". */
  readonly words: string;
}

/** Removes for good what the person chooses, once they have read how much it is. */
export function forget(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.forget,
    action: 'forget',
    async run(target) {
      const asked = await askedOf(target, api, dialogs);
      if (asked === undefined) return CANCELLED;
      const { message, ...counts } = await api.forgetPreview(asked.scope);
      if (Object.values(counts).every((count) => count === 0)) return done(message);
      if (!(await dialogs.confirm({ message: `Forget ${asked.words}?`, detail: message, action: 'Forget' }))) return CANCELLED;
      return answered(await dialogs.wait('Forgetting', api.forget(asked.scope)));
    },
  };
}

async function askedOf(target: Target | undefined, api: Api, dialogs: Dialogs): Promise<Asked | undefined> {
  if (target?.kind === 'session') return { scope: { sessionId: target.sessionId }, words: `session ${target.sessionId}` };
  if (target?.kind === 'project') return { scope: { project: target.project }, words: `everything of ${nameOfProject(target.project)}` };
  const question = { title: 'Forget', placeholder: 'What is removed for good; you are told how much it is first' };
  const choose = await dialogs.choose<() => Promise<Asked | undefined>>(question, Promise.resolve([
    { label: 'The last hour', icon: 'clock', value: async () => since(HOUR_MS, 'the last hour') },
    { label: 'The last 24 hours', icon: 'clock', value: async () => since(24 * HOUR_MS, 'the last 24 hours') },
    { label: 'A session…', icon: 'comment-discussion', value: () => aSession(api, dialogs) },
    { label: 'A project…', icon: 'folder', value: () => aProject(api, dialogs) },
  ]));
  return choose?.();
}

function since(spanMs: number, words: string): Asked {
  return { scope: { sinceMs: Date.now() - spanMs }, words };
}

async function aSession(api: Api, dialogs: Dialogs): Promise<Asked | undefined> {
  const session = await pickSession(api, dialogs, { title: 'Forget', placeholder: 'The session that is removed for good' }, () => true);
  return session === undefined || session === 'none' ? undefined : { scope: { sessionId: session.id }, words: `the session "${session.title}"` };
}

async function aProject(api: Api, dialogs: Dialogs): Promise<Asked | undefined> {
  const project = await dialogs.choose({ title: 'Forget', placeholder: 'The project of which everything is removed for good' }, api.projects().then((projects) => projects.map(projectChoice)));
  return project === undefined ? undefined : { scope: { project }, words: `everything of ${nameOfProject(project)}` };
}
