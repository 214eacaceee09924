import type { AgentActivity, AgentAdapter } from '../core/agentAdapter';
import { AgentConnections } from '../core/agentConnections';
import { allAdapters } from './allAdapters';
import { installHook } from './connect/installHook';
import { findRuntimes } from './connect/runtimes';
import { systemSurroundings } from './connect/systemSurroundings';

export interface ConnectionsOptions {
  /** Where package.json is. */
  readonly packageFolder: string;
  readonly recollectHome: string;
  readonly activities: () => Promise<readonly AgentActivity[]>;
  /** Agents that are connected by something else than files. */
  readonly more?: readonly AgentAdapter[];
}

/** The agents of this machine, for this user. */
export function createConnections({ packageFolder, recollectHome, activities, more = [] }: ConnectionsOptions): AgentConnections {
  return new AgentConnections([...allAdapters(systemSurroundings(recollectHome)), ...more], activities, async () => {
    await refreshHook(packageFolder, recollectHome);
  });
}

/** Brings what connected agents run up to date with this version. @returns the names of the files that changed */
export async function refreshHook(packageFolder: string, recollectHome: string): Promise<readonly string[]> {
  return installHook(packageFolder, recollectHome, await findRuntimes(packageFolder, recollectHome));
}
