import type { RecollectApi } from '../../core/api';
import { AGENTS, type Agent } from '../../core/hookEvent';
import { COMMANDS } from '../../manifest';
import type { ContextSubject } from '../context/contextSubject';
import type { ContextView } from '../context/contextView';
import type { Choice, Dialogs } from '../dialogs';
import { AGENT_NAMES } from '../memories/sessionNode';
import { relativeTime } from '../relativeTime';
import { CANCELLED, type Command, done, type Outcome, seen } from './command';

type Api = Pick<RecollectApi, 'project' | 'projects' | 'sessions'>;
type Place = Pick<ContextSubject, 'project' | 'folder'>;

/** Shows what the next session is told: of the project at work, and of the agent that was last at work there. */
export function contextPreview(api: Api, dialogs: Dialogs, contexts: ContextView): Command {
  return {
    id: COMMANDS.contextPreview,
    action: 'show the context',
    run: () => show(api, dialogs, contexts, async ({ project }) => lastAgent(api, project)),
  };
}

export function switchContextAgent(api: Api, dialogs: Dialogs, contexts: ContextView): Command {
  return {
    id: COMMANDS.switchContextAgent,
    action: 'show the context of another agent',
    run: () => show(api, dialogs, contexts, () => dialogs.choose({ title: 'Context Preview', placeholder: 'The agent whose next session is told this' }, Promise.resolve(agentChoices(contexts.shown?.agent)))),
  };
}

async function show(api: Api, dialogs: Dialogs, contexts: ContextView, agentIn: (place: Place) => Promise<Agent | undefined>): Promise<Outcome> {
  const place = contexts.shown ?? (await placeOf(api, dialogs, contexts.folder));
  if (place === 'none') return done('No folder is open, and nothing is remembered yet: there is no context to show.');
  const agent = place && (await agentIn(place));
  if (place === undefined || agent === undefined) return CANCELLED;
  await contexts.open({ agent, project: place.project, folder: place.folder });
  return seen(`The context of ${AGENT_NAMES[agent]} is shown`);
}

async function placeOf(api: Api, dialogs: Dialogs, folder: string | undefined): Promise<Place | 'none' | undefined> {
  if (folder !== undefined) return { project: (await api.project({ folder })).id, folder };
  const projects = await api.projects();
  if (projects.length === 0) return 'none';
  const choices = projects.map((entry): Choice<string> => ({ label: entry.name, description: relativeTime(entry.lastAtMs, Date.now()), detail: entry.project, icon: 'folder', value: entry.project }));
  const project = await dialogs.choose({ title: 'Context Preview', placeholder: 'The project in which the next session begins' }, Promise.resolve(choices));
  return project === undefined ? undefined : { project, folder: undefined };
}

async function lastAgent(api: Api, project: string): Promise<Agent> {
  const sessions = await api.sessions({ project, limit: 10 });
  return AGENTS.find((agent) => agent === sessions.find((session) => session.agent !== 'notes')?.agent) ?? 'claude-code';
}

function agentChoices(current: Agent | undefined): Choice<Agent>[] {
  return AGENTS.map((agent) => ({ label: AGENT_NAMES[agent], ...(agent === current && { description: 'shown now' }), icon: agent === current ? 'check' : 'blank', value: agent }));
}
