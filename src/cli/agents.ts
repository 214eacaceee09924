import { resolve } from 'node:path';
import { createConnections } from '../agents/connections';
import type { Connection } from '../core/agentAdapter';
import type { AgentConnections, AgentStanding, ConnectStep } from '../core/agentConnections';
import { changeText } from '../core/changeText';
import { UserFacingError } from '../core/errors';
import type { CommandContext } from './commandContext';
import { UsageError } from './output';
import { withApi } from './reach';

const VSCODE = 'vscode';

function connectionsOf(context: CommandContext): AgentConnections {
  return createConnections({ packageFolder: resolve(context.wasmFile, '../..'), recollectHome: context.home.folder, activities: () => withApi(context, (api) => api.agents()) });
}

/** Which agents there are and how they stand to Recollect. */
export async function agents(context: CommandContext): Promise<number> {
  const standings = await connectionsOf(context).list();
  return context.output.value(
    standings.map(({ lastEventAtMs, connection: { kind, ...more }, ...standing }) => ({ ...standing, state: kind, ...more, lastEvent: lastEventAtMs === undefined ? null : new Date(lastEventAtMs).toISOString() })),
    () => standings.map(describe).join('\n'),
  );
}

export async function connect(context: CommandContext): Promise<number> {
  const [agent] = context.arguments;
  if (agent === undefined) throw new UsageError('connect needs one agent');
  refuseVscode(agent);
  const connections = connectionsOf(context);
  return carryOut(context, connections, [await connections.plan(agent, 'connect')]);
}

export async function disconnect(context: CommandContext): Promise<number> {
  const [agent] = context.arguments;
  const all = context.options.all ?? false;
  if ((agent === undefined) !== all) throw new UsageError('disconnect needs one agent, or --all');
  const connections = connectionsOf(context);
  if (agent !== undefined) {
    refuseVscode(agent);
    return carryOut(context, connections, [await connections.plan(agent, 'disconnect')]);
  }
  const { steps, failures } = await connections.planRemoval();
  await carryOut(context, connections, steps);
  for (const failure of failures) process.stderr.write(`recollect: ${failure}\n`);
  return failures.length === 0 ? 0 : 1;
}

async function carryOut({ output, options }: CommandContext, connections: AgentConnections, steps: readonly ConnectStep[]): Promise<number> {
  const changes = steps.flatMap((step) => step.changes);
  if (options['dry-run']) return output.value(changes, () => (changes.length === 0 ? 'Nothing would change.' : changeText(changes).trimEnd()));
  await connections.carryOut(steps);
  return output.value(
    changes.map(({ file }) => file),
    () => steps.map(told).join('\n') || 'No agent is connected.',
  );
}

function told({ action, adapter, changes }: ConnectStep): string {
  if (changes.length === 0) return `${adapter.displayName} was ${action}ed already.`;
  const files = changes.map(({ file }) => `  ${file}`).join('\n');
  return `${adapter.displayName} is ${action}ed.${action === 'connect' ? ` ${adapter.afterConnect}` : ''}\n${files}`;
}

function refuseVscode(agent: string): void {
  if (agent === VSCODE) throw new UserFacingError('VS Code\'s own agent is connected in VS Code: run its command "Recollect: Connect Agents…".');
}

function describe({ agent, connection, lastEventAtMs }: AgentStanding): string {
  return `${agent.padEnd(12)} ${stateText(connection)}${lastEventAtMs === undefined ? '' : `; last event ${new Date(lastEventAtMs).toISOString()}`}`;
}

function stateText(connection: Connection): string {
  switch (connection.kind) {
    case 'connected':
      return connection.isCurrent ? 'connected' : 'connected, with the hooks of another version: connect again';
    case 'notConnected':
      return 'not connected';
    case 'needsTrust':
      return `needs trust: ${connection.how}`;
    case 'notInstalled':
      return 'not found';
    case 'blocked':
    case 'cannotParse':
      return connection.reason;
  }
}
