import type { AgentStanding } from '../core/agentConnections';
import type { Pause, Status } from '../core/api';
import { oneLine } from '../core/plainText';
import { COMMANDS, type CommandId } from '../manifest';
import { codeSpan, escapeInline } from './markdownText';
import { counted } from './labelText';
import { clockTime, relativeTime } from './relativeTime';
import { standingDetail, standingText } from './agents/agentText';
import { type OwnerView, type StatusState, statusState } from './statusState';
import type { KnownHere } from './windowFacts';

/** The commands that the tooltip links to; no other link of it may run. */
export const STATUS_LINKS: readonly CommandId[] = [COMMANDS.openView, COMMANDS.showStatus, COMMANDS.showLog, COMMANDS.importPastSessions, COMMANDS.pause, COMMANDS.resume, COMMANDS.retryFailed, COMMANDS.selectProvider, COMMANDS.setApiKey];

export interface StatusSurroundings {
  readonly nowMs: number;
  /** The process that draws it, to tell whether the owner lives there. */
  readonly pid: number;
  readonly timeZone?: string;
  readonly here?: KnownHere;
}

/** Why nothing goes on, as a line of plain text above the queue; empty when all is well. */
export function hindrance(owner: OwnerView, nowMs: number, timeZone?: string): string {
  const state = statusState(owner);
  if (state.kind === 'ownerless') return `Recollect cannot start. ${oneLine(state.reason)}`;
  if (state.kind === 'storageFailing') return `What arrives cannot be written. ${oneLine(state.message)}`;
  if (state.kind !== 'paused') return '';
  const { pause } = state;
  if (pause.kind === 'user') return 'Processing is paused by you. Events are still taken and wait.';
  return `Processing is paused${untilWords(pause, nowMs, timeZone)}. ${oneLine(pause.message)}`;
}

/** The tooltip of the status bar item: markdown with links to commands. */
export function statusTooltip(owner: OwnerView, around: StatusSurroundings): string {
  const status = knownStatus(owner);
  return [`**Recollect** ${headline(statusState(owner), around)}`, ...notRecordedHere(status, around), ...(status === undefined ? [] : [`${facts(status, around)}${agentsLine(around)}`]), links(status)].join('\n\n');
}

/** The same facts and more as a page of its own, without links. */
export function statusPage(owner: OwnerView, around: StatusSurroundings): string {
  const status = knownStatus(owner);
  const head = [`# Recollect status`, `Recollect ${headline(statusState(owner), around)}`, ...notRecordedHere(status, around)].join('\n\n');
  if (status === undefined) return `${head}\n`;
  const memories = `- Remembered: ${counted(status.observations, 'observation')} and ${counted(status.summaries, 'summary', 'summaries')} of ${counted(status.sessions, 'session')}`;
  return `${head}\n\n${facts(status, around)}\n${memories}${embedding(status)}\n- Data folder: ${codeSpan(status.dataFolder)}\n${agentsSection(around)}`;
}

function embedding({ embedding: state }: Status): string {
  if (!state) return '';
  const waiting = state.waiting === 0 ? 'all memories have a vector' : `${counted(state.waiting, 'memory', 'memories')} without a vector`;
  return `\n- Search by meaning: ${escapeInline(state.model)}, ${waiting}${state.problem === null ? '' : `. ${escapeInline(state.problem)}`}`;
}

function notRecordedHere(status: Status | undefined, { here }: StatusSurroundings): string[] {
  return status !== undefined && here?.isExcluded === true ? ['**Not recording here:** the project of this folder is excluded. “Recollect: Record Project Again…” or “recollect.excludeProjects” in the settings changes that.'] : [];
}

/** Undefined until they were looked for. */
function connectedAgents({ here }: StatusSurroundings): readonly AgentStanding[] | undefined {
  return here?.agents?.filter(({ connection: { kind } }) => kind === 'connected' || kind === 'needsTrust' || kind === 'blocked');
}

function agentsLine(around: StatusSurroundings): string {
  const agents = connectedAgents(around);
  if (agents === undefined) return '';
  return `\n- Agents: ${agents.length === 0 ? 'none is connected' : agents.map((agent) => `${escapeInline(agent.displayName)} (${standingText(agent, around.nowMs)})`).join(', ')}`;
}

function agentsSection(around: StatusSurroundings): string {
  const agents = connectedAgents(around);
  if (agents === undefined) return '';
  const lines = agents.map((agent) => `- ${escapeInline(agent.displayName)}: ${standingText(agent, around.nowMs)}${standingDetail(agent.connection) === '' ? '' : `. ${escapeInline(standingDetail(agent.connection))}`}`);
  return `\n## Connected agents\n\n${lines.length === 0 ? 'No agent is connected. “Recollect: Connect Agents…” connects those that are on this machine.' : lines.join('\n')}\n`;
}

/** Counts of an owner that is gone say nothing. */
function knownStatus({ current, noOwnerReason }: OwnerView): Status | undefined {
  return noOwnerReason === undefined ? current : undefined;
}

function headline(state: StatusState, around: StatusSurroundings): string {
  switch (state.kind) {
    case 'ownerless':
      return `cannot start. ${escapeInline(state.reason)}`;
    case 'connecting':
      return 'is starting, or another window is taking over.';
    case 'storageFailing':
      return `cannot write what arrives. ${escapeInline(state.message)}`;
    case 'paused':
      return `is paused${pauseReason(state.pause, around)}`;
    case 'working':
      return `is working: ${counted(state.messages, 'message')} to go.`;
    case 'waiting':
      return `is idle. ${counted(state.messages, 'message')} of aborted sessions wait until they are retried or the session goes on.`;
    case 'idle':
      return 'is idle.';
  }
}

function pauseReason(pause: Pause, around: StatusSurroundings): string {
  if (pause.kind === 'user') return ' by you. Events are still taken and wait.';
  return `${untilWords(pause, around.nowMs, around.timeZone)}. ${escapeInline(pause.message)}`;
}

function untilWords(pause: { readonly untilMs?: number }, nowMs: number, timeZone?: string): string {
  return pause.untilMs === undefined ? '' : ` until ${clockTime(pause.untilMs, nowMs, timeZone)}`;
}

function historyFacts({ backfill, missingSessions }: Status): string[] {
  const isAtWork = backfill?.state === 'running' || backfill?.state === 'waiting';
  return [
    ...(isAtWork ? [`- Importing: ${backfill.doneSessions} of ${counted(backfill.sessions, 'past session')}`] : []),
    ...(missingSessions > 0 && !isAtWork ? [`- Missing: ${counted(missingSessions, 'session')} of the last 14 days`] : []),
  ];
}

function facts(status: Status, around: StatusSurroundings): string {
  const { pending, processing, failed, paused } = status.queue;
  const held = paused === 0 ? '' : ` (${paused} held back)`;
  const success = status.lastSuccessMs === null ? 'none yet' : `${clockTime(status.lastSuccessMs, around.nowMs, around.timeZone)} (${relativeTime(status.lastSuccessMs, around.nowMs)})`;
  return [
    `- Queue: ${pending} pending${held}, ${processing} processing, ${failed} failed`,
    `- Provider: ${escapeInline(status.provider)}`,
    `- Last success: ${success}`,
    ...unrecordedLine(status.unrecorded),
    ...historyFacts(status),
    `- Owner: ${status.owner.pid === around.pid ? 'this window' : 'another window'}, process ${status.owner.pid}, version ${escapeInline(status.owner.version)}`,
  ].join('\n');
}

function unrecordedLine({ projects, sessions }: Status['unrecorded']): string[] {
  const parts = [...(projects > 0 ? [counted(projects, 'project')] : []), ...(sessions > 0 ? [`${counted(sessions, 'session')} incognito`] : [])];
  return parts.length === 0 ? [] : [`- Not recorded: ${parts.join(', ')}`];
}

function links(status: Status | undefined): string {
  const shown: [string, CommandId][] = [['Memories', COMMANDS.openView]];
  if (status !== undefined) {
    shown.push(['Status', COMMANDS.showStatus]);
    if (status.pause?.kind !== 'user') shown.push(['Pause', COMMANDS.pause]);
    if (status.pause !== null) shown.push(['Resume', COMMANDS.resume]);
    if (status.missingSessions > 0) shown.push(['Import past sessions', COMMANDS.importPastSessions]);
    if (status.queue.failed > 0) shown.push(['Retry failed', COMMANDS.retryFailed]);
    if (status.pause?.kind === 'provider') shown.push(['Set API key', COMMANDS.setApiKey], ['Select provider', COMMANDS.selectProvider]);
  }
  shown.push(['Log', COMMANDS.showLog]);
  return shown.map(([title, command]) => `[${title}](command:${command})`).join(' · ');
}
