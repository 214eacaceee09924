import type { ProjectEntry, RecollectApi } from '../../core/api';
import { oneLine } from '../../core/plainText';
import { nameOfProject } from '../../core/project';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { relativeTime } from '../relativeTime';
import type { Target } from '../target';
import { answered, CANCELLED, type Command } from './command';

type Api = Pick<RecollectApi, 'remember' | 'projects' | 'project'>;

/** A note by hand, for the project at hand. */
export function remember(api: Api, dialogs: Dialogs, currentFolder: () => string | undefined): Command {
  return {
    id: COMMANDS.remember,
    action: 'remember the note',
    async run(target) {
      const project = await projectOf(target, api, dialogs, currentFolder());
      if (project === undefined) return CANCELLED;
      const text = await dialogs.askText({ title: 'Remember', placeholder: `What agents should know of ${nameOfProject(project)}; more can be added with Edit Memory…` });
      if (text === undefined || text.trim() === '') return CANCELLED;
      return answered(await dialogs.wait('Remembering', api.remember({ project, text })));
    },
  };
}

async function projectOf(target: Target | undefined, api: Api, dialogs: Dialogs, folder: string | undefined): Promise<string | undefined> {
  if (target?.kind === 'project') return target.project;
  if (folder !== undefined) return (await api.project({ folder })).id;
  const choices = api.projects().then((projects) => projects.map(projectChoice));
  return dialogs.choose({ title: 'Remember', placeholder: 'The project that the note is about' }, choices);
}

export function projectChoice(entry: ProjectEntry): { label: string; description: string; detail: string; icon: string; value: string } {
  return { label: oneLine(entry.name) || oneLine(entry.project), description: relativeTime(entry.lastAtMs, Date.now()), detail: oneLine(entry.project), icon: 'folder', value: entry.project };
}
