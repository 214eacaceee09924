import { basename } from 'node:path';
import type { AgentConnections, AgentStanding, ConnectStep } from '../../core/agentConnections';
import { changeText } from '../../core/changeText';
import { COMMANDS } from '../../manifest';
import { standingDetail, standingText } from '../agents/agentText';
import type { Dialogs, MarkedChoice } from '../dialogs';
import type { Pages } from '../pages';
import { CANCELLED, type Command, done, type Outcome } from './command';

/** One list of all agents that are there: a check mark connects, taking it away disconnects. Files change only after they were shown. */
export function connectAgents(connections: AgentConnections, dialogs: Dialogs, pages: Pick<Pages, 'openChanges'>): Command {
  return {
    id: COMMANDS.connectAgents,
    action: 'connect the agents',
    async run() {
      const standings = (await connections.list()).filter(({ connection }) => connection.kind !== 'notInstalled');
      const chosen = await dialogs.chooseMany({ title: 'Connect Agents', placeholder: 'Checked agents tell Recollect what they do' }, standings.map(choiceOf));
      if (chosen === undefined) return CANCELLED;
      const steps: ConnectStep[] = [];
      for (const standing of standings) {
        const action = chosen.includes(standing.agent) ? (isCurrent(standing) ? undefined : 'connect') : isConnected(standing) ? 'disconnect' : undefined;
        if (action) steps.push(await connections.plan(standing.agent, action));
      }
      return carryOut(steps, connections, dialogs, pages);
    },
  };
}

export function removeFromAgents(connections: AgentConnections, dialogs: Dialogs, pages: Pick<Pages, 'openChanges'>): Command {
  return {
    id: COMMANDS.removeFromAgents,
    action: 'remove Recollect from the agents',
    async run() {
      const { steps, failures } = await connections.planRemoval();
      const outcome = await carryOut(steps, connections, dialogs, pages);
      return failures.length > 0 && outcome.kind === 'done' ? { kind: 'failed', message: [outcome.message, ...failures].join(' ') } : outcome;
    },
  };
}

async function carryOut(steps: readonly ConnectStep[], connections: AgentConnections, dialogs: Dialogs, pages: Pick<Pages, 'openChanges'>): Promise<Outcome> {
  if (steps.length === 0) return done('Nothing is to be changed.');
  const changes = steps.flatMap((step) => step.changes);
  if (changes.length > 0) {
    await pages.openChanges(changeText(changes));
    const names = changes.map(({ file }) => basename(file)).join(', ');
    const detail = `${names}. A copy is kept beside each; disconnecting puts it back.`;
    if (!(await dialogs.review({ message: `${summary(steps, 'Connect', 'disconnect')}?`, detail, action: 'Apply' }))) return CANCELLED;
  }
  await connections.carryOut(steps);
  const advice = new Map<string, string[]>();
  for (const { action, adapter } of steps) if (action === 'connect' && adapter.afterConnect !== '') advice.set(adapter.afterConnect, [...(advice.get(adapter.afterConnect) ?? []), adapter.displayName]);
  const lines = [...advice].map(([text, names]) => (steps.length === 1 ? text : `${names.join(', ')}: ${text}`));
  return done([`${summary(steps, 'Connected', 'disconnected')}.`, ...lines].join(' '));
}

/** `Connect Claude Code and Codex, disconnect Cursor` */
function summary(steps: readonly ConnectStep[], connect: string, disconnect: string): string {
  const names = (action: ConnectStep['action']): string => steps.flatMap((step) => (step.action === action ? [step.adapter.displayName] : [])).join(', ');
  const text = [[connect, names('connect')], [disconnect, names('disconnect')]].flatMap(([verb, list]) => (list === '' ? [] : [`${verb} ${list}`])).join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

const isConnected = ({ connection: { kind } }: AgentStanding): boolean => kind === 'connected' || kind === 'needsTrust' || kind === 'blocked';

const isCurrent = (standing: AgentStanding): boolean => isConnected(standing) && (standing.connection.kind !== 'connected' || standing.connection.isCurrent);

function choiceOf(standing: AgentStanding): MarkedChoice<AgentStanding['agent']> {
  return { label: standing.displayName, description: standingText(standing, Date.now()), detail: standingDetail(standing.connection), isMarked: isConnected(standing), value: standing.agent };
}
