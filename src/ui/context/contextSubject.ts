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

/** The path of its document; the last part is what the editor's tab shows. */
export function contextPath({ agent, project, folder = '' }: ContextSubject): string {
  const title = `Context for ${AGENT_NAMES[agent]} in ${nameOfProject(project).replace(/[/\\?#%:*"<>|]/g, ' ')}`;
  return `/${[agent, project, folder].map((part) => encodeURIComponent(`=${part}`)).join('/')}/${title}.md`;
}

export function subjectOfContext(path: string): ContextSubject | undefined {
  const [, name = '', project = '', folder = ''] = path.split('/').map((part) => decoded(part)?.slice(1));
  const agent = AGENTS.find((known) => known === name);
  return agent === undefined || project === '' ? undefined : { agent, project, folder: folder === '' ? undefined : folder };
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined; // Not one of ours: a document may be opened by any path.
  }
}
