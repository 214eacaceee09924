import { AGENTS, type Agent } from '../../core/hookEvent';
import { nameOfProject } from '../../core/project';
import { AGENT_NAMES } from '../memories/sessionNode';

/** Whose context is shown: that of the next session of one agent in a project. */
export interface ContextSubject {
  readonly agent: Agent;
  readonly project: string;
  /** Where the session begins; undefined where only the project is known. */
  readonly folder: string | undefined;
}

/** The address of its document: the path is what a person sees of it, the query says what it is. */
export interface ContextAddress {
  readonly path: string;
  readonly query: string;
}

export function contextAddress({ agent, project, folder = '' }: ContextSubject): ContextAddress {
  const title = `Context for ${AGENT_NAMES[agent]} in ${nameOfProject(project).replace(/[/\\?#%:*"<>|]/g, ' ')}`;
  return { path: `/${title}.md`, query: new URLSearchParams({ agent, project, folder }).toString() };
}

/** Undefined for an address that is not one of ours: a document may be opened by any. */
export function subjectOfContext({ query }: Pick<ContextAddress, 'query'>): ContextSubject | undefined {
  const parts = new URLSearchParams(query);
  const [agent, project, folder] = [AGENTS.find((known) => known === parts.get('agent')), parts.get('project') ?? '', parts.get('folder') ?? ''];
  return agent === undefined || project === '' ? undefined : { agent, project, folder: folder === '' ? undefined : folder };
}
