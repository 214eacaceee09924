import type { Pause, Status } from '../core/api';
import { counted } from '../core/counted';
import type { CommandContext } from './commandContext';
import { withApi } from './reach';

/** What the queue and the memory hold. `owner` is null when there is none. */
export async function status(context: CommandContext): Promise<number> {
  const answer = await withApi(context, async (api, hasOwner) => {
    const found = await api.status();
    return hasOwner ? found : { ...found, owner: null };
  });
  return context.output.value(answer, describe);
}

function describe(status: Omit<Status, 'owner'> & { owner: Status['owner'] | null }): string {
  const { owner, queue, embedding } = status;
  return [
    `owner        ${owner ? `process ${owner.pid}, version ${owner.version}` : 'none (open VS Code, or run "recollect serve")'}`,
    `provider     ${status.provider}${status.pause ? `, paused: ${pauseText(status.pause)}` : ''}`,
    `queue        ${queue.pending} pending, ${queue.processing} processing, ${queue.failed} failed, ${queue.paused} paused`,
    `remembered   ${counted(status.observations, 'observation')}, ${counted(status.summaries, 'summary', 'summaries')} of ${counted(status.sessions, 'session')}`,
    ...(embedding ? [`meaning      ${embedding.model}, ${counted(embedding.waiting, 'memory', 'memories')} without a vector${embedding.problem === null ? '' : `; ${embedding.problem}`}`] : []),
    ...unrecordedLine(status.unrecorded),
    ...historyLines(status),
    `last success ${status.lastSuccessMs === null ? 'none yet' : new Date(status.lastSuccessMs).toISOString()}`,
    `data folder  ${status.dataFolder}${status.storage.kind === 'failing' ? `\n             ${status.storage.message}` : ''}`,
  ].join('\n');
}

function unrecordedLine({ projects, sessions }: Status['unrecorded']): string[] {
  return projects + sessions === 0 ? [] : [`not recorded ${counted(projects, 'project')}, ${counted(sessions, 'session')}`];
}

function historyLines({ backfill, missingSessions }: Pick<Status, 'backfill' | 'missingSessions'>): string[] {
  const isAtWork = backfill?.state === 'running' || backfill?.state === 'waiting';
  return [
    ...(isAtWork ? [`importing    ${backfill.doneSessions} of ${counted(backfill.sessions, 'past session')}${backfill.state === 'waiting' ? ', waiting for the queue' : ''}`] : []),
    ...(missingSessions > 0 ? [`missing      ${counted(missingSessions, 'past session')} of the last 14 days; "recollect backfill --since 14d" imports ${missingSessions === 1 ? 'it' : 'them'}`] : []),
  ];
}

function pauseText(pause: Pause): string {
  if (pause.kind === 'user') return 'by you; "recollect resume" goes on';
  return `${pause.message}${pause.untilMs === undefined ? '' : ` (until ${new Date(pause.untilMs).toISOString()})`}`;
}
