import type { ProjectEntry, RecollectApi } from '../../core/api';
import { oneLine } from '../../core/plainText';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { counted } from '../labelText';
import type { Target } from '../target';
import { answered, CANCELLED, type Command, done } from './command';

type Api = Pick<RecollectApi, 'excludeProject' | 'projects'>;

/** Nothing more of a project is recorded. */
export function excludeProject(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.excludeProject,
    action: 'exclude the project',
    run: (target) => run(api, dialogs, target, true),
  };
}

export function includeProject(api: Api, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.includeProject,
    action: 'record the project again',
    run: (target) => run(api, dialogs, target, false),
  };
}

async function run(api: Api, dialogs: Dialogs, target: Target | undefined, isOn: boolean): ReturnType<Command['run']> {
  let project = target?.kind === 'project' ? target.project : undefined;
  if (project === undefined) {
    const projects = (await api.projects()).filter(({ isExcluded }) => isExcluded !== isOn);
    if (projects.length === 0) return done(isOn ? 'There is no project that is recorded.' : 'No project is excluded.');
    const question = isOn ? { title: 'Exclude Project', placeholder: 'The project of which nothing more is recorded' } : { title: 'Record Project Again', placeholder: 'The project that is recorded again' };
    project = await dialogs.choose(question, Promise.resolve(projects.map(choiceOf)));
    if (project === undefined) return CANCELLED;
  }
  return answered(await api.excludeProject({ project, isOn }));
}

function choiceOf({ project, name, sessions }: ProjectEntry): { label: string; description: string; detail: string; icon: string; value: string } {
  return { label: oneLine(name) || oneLine(project), description: counted(sessions, 'session'), detail: oneLine(project), icon: 'folder', value: project };
}
