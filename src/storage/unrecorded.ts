import type { Database } from './database';
import { count, text } from './columns';
import type { StateTable } from './stateTable';

/** Session by the agent's own id: it stays incognito also when all that is known of it is deleted. */
const INCOGNITO = 'incognito/';
const EXCLUDED = 'excluded/';

/** SQL that tells whether a row of `sessions` is of an incognito session, and whether its project is excluded. */
export const IS_INCOGNITO = `EXISTS (SELECT 1 FROM state WHERE name = '${INCOGNITO}' || agent_session_id)`;
export const IS_EXCLUDED = `EXISTS (SELECT 1 FROM state WHERE name = '${EXCLUDED}' || project)`;

/** What a person does not want recorded from now on: single sessions, and projects. */
export class Unrecorded {
  constructor(
    private readonly db: Database,
    private readonly state: StateTable,
  ) {}

  hasSession(agentSessionId: string): boolean {
    return this.state.get(INCOGNITO + agentSessionId) !== undefined;
  }

  /** @returns whether that changed anything */
  setSession(agentSessionId: string, isUnrecorded: boolean): boolean {
    return this.set(INCOGNITO + agentSessionId, isUnrecorded);
  }

  hasProject(project: string): boolean {
    return this.state.get(EXCLUDED + project) !== undefined;
  }

  /** @returns whether that changed anything */
  setProject(project: string, isUnrecorded: boolean): boolean {
    return this.set(EXCLUDED + project, isUnrecorded);
  }

  projects(): string[] {
    return this.db.all('SELECT name FROM state WHERE name >= ? AND name < ? ORDER BY name', EXCLUDED, after(EXCLUDED)).map((row) => text(row, 'name').slice(EXCLUDED.length));
  }

  counts(): { projects: number; sessions: number } {
    const named = (beginning: string): number => count(this.db.get('SELECT count(*) AS n FROM state WHERE name >= ? AND name < ?', beginning, after(beginning)));
    return { projects: named(EXCLUDED), sessions: named(INCOGNITO) };
  }

  private set(name: string, isSet: boolean): boolean {
    if ((this.state.get(name) !== undefined) === isSet) return false;
    this.state.set(name, isSet ? 'yes' : undefined);
    return true;
  }
}

/** The first name after all those that begin so. */
const after = (beginning: string): string => `${beginning.slice(0, -1)}0`;
