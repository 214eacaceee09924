import type { AgentActivity, AgentAdapter, ConnectAction, Connection, FileChange } from './agentAdapter';
import { UserFacingError } from './errors';
import type { Agent } from './hookEvent';

/** How an agent stands to Recollect at this moment. */
export interface AgentStanding {
  readonly agent: Agent;
  readonly displayName: string;
  readonly connection: Connection;
  readonly lastEventAtMs: number | undefined;
}

/** What is going to be done for one agent, so that it can be shown before. */
export interface ConnectStep {
  readonly action: ConnectAction;
  readonly adapter: AgentAdapter;
  readonly changes: readonly FileChange[];
}

/** Connects agents and disconnects them; the same for the editor, the command line and the removal of the extension. */
export class AgentConnections {
  constructor(
    private readonly adapters: readonly AgentAdapter[],
    /** When agents were last heard of; fails when nothing is remembered yet. */
    private readonly activities: () => Promise<readonly AgentActivity[]>,
    /** Puts in place what connected agents run. */
    private readonly prepare: () => Promise<void>,
  ) {}

  async list(): Promise<readonly AgentStanding[]> {
    const activities = await this.activities().catch(() => []);
    return Promise.all(
      this.adapters.map(async (adapter) => {
        const lastEventAtMs = activities.find((activity) => activity.agent === adapter.id)?.lastAtMs;
        return { agent: adapter.id, displayName: adapter.displayName, connection: await adapter.verify(lastEventAtMs), lastEventAtMs };
      }),
    );
  }

  /** @throws UserFacingError for an agent nobody knows or that is not on this machine, and where a file cannot be understood */
  async plan(agent: string, action: ConnectAction): Promise<ConnectStep> {
    const adapter = this.adapters.find((candidate) => candidate.id === agent);
    if (!adapter) throw new UserFacingError(`There is no agent "${agent}" to ${action}; there are ${this.adapters.map((known) => known.id).join(', ')}.`);
    const changes = await adapter.plan(action);
    if (action === 'connect' && !adapter.detect()) throw new UserFacingError(`${adapter.displayName} was not found on this machine. Start it once, then connect it.`);
    return { action, adapter, changes };
  }

  /** All of them, as far as they are connected. What cannot be planned is left out: its reason is in the second list. */
  async planRemoval(): Promise<{ readonly steps: readonly ConnectStep[]; readonly failures: readonly string[] }> {
    const steps: ConnectStep[] = [];
    const failures: string[] = [];
    for (const { agent, connection } of await this.list()) {
      if (connection.kind === 'notInstalled' || connection.kind === 'notConnected') continue;
      if (connection.kind === 'cannotParse') failures.push(connection.reason);
      else steps.push(await this.plan(agent, 'disconnect'));
    }
    return { steps, failures };
  }

  async carryOut(steps: readonly ConnectStep[]): Promise<void> {
    if (steps.some((step) => step.action === 'connect')) await this.prepare();
    for (const { action, adapter, changes } of steps) await adapter.apply(action, changes);
  }
}
