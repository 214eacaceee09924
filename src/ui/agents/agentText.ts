import type { Connection } from '../../core/agentAdapter';
import type { AgentStanding } from '../../core/agentConnections';
import { relativeTime } from '../relativeTime';

/** How an agent stands, in few words: `connected · last event 3 min. ago`. */
export function standingText({ connection, lastEventAtMs }: AgentStanding, nowMs: number): string {
  const heard = lastEventAtMs === undefined ? (connection.kind === 'connected' ? 'no event yet' : '') : `last event ${relativeTime(lastEventAtMs, nowMs)}`;
  return [stateText(connection), heard].filter((part) => part !== '').join(' · ');
}

/** What the person has to know beside the state; empty when nothing. */
export function standingDetail(connection: Connection): string {
  switch (connection.kind) {
    case 'needsTrust':
      return connection.how;
    case 'blocked':
    case 'cannotParse':
      return connection.reason;
    case 'connected':
    case 'notConnected':
    case 'notInstalled':
      return '';
  }
}

function stateText(connection: Connection): string {
  switch (connection.kind) {
    case 'connected':
      return connection.isCurrent ? 'connected' : 'connected, to be updated';
    case 'notConnected':
      return 'not connected';
    case 'needsTrust':
      return 'needs trust';
    case 'notInstalled':
      return 'not found';
    case 'blocked':
      return 'connected, but it runs no hooks';
    case 'cannotParse':
      return 'cannot be connected';
  }
}
