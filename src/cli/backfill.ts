import { setTimeout as sleep } from 'node:timers/promises';
import type { BackfillProgress, PastSession, RecollectApi } from '../core/api';
import { counted } from '../core/counted';
import { UserFacingError } from '../core/errors';
import { AGENTS } from '../core/hookEvent';
import { nameOfProject } from '../core/project';
import { isLeft } from '../core/backfill/history';
import { costText, sizeText, tokensText } from '../core/backfill/estimateText';
import type { CommandContext } from './commandContext';
import { oneOf } from './output';
import { projectNamed } from './projectOption';
import { withOwner } from './reach';
import { timeOf } from './timeOption';

const LOOK_MS = 250;
const MOST_SESSIONS = 2_000;

/** Imports past sessions from the agents' transcripts; `--dry-run` lists them. */
export async function backfill(context: CommandContext): Promise<number> {
  const { options, output } = context;
  const query = { agent: oneOf(options.from, AGENTS, '--from'), sinceMs: timeOf(options.since, '--since') };
  return withOwner(context, async (api) => {
    const project = options.project === undefined ? undefined : await projectNamed(options.project, withPast(api));
    const found = await api.pastSessions({ limit: MOST_SESSIONS, ...Object.fromEntries(Object.entries({ ...query, project }).filter(([, value]) => value !== undefined)) });
    if (options['dry-run']) return output.value(found, listText);
    const wanted = found.filter(isLeft);
    if (wanted.length === 0) return output.value({ sessions: 0, queued: 0, known: 0 }, () => nothingLeft(found));
    await api.backfill({ files: wanted.map(({ file }) => file) });
    const end = await followed(api, output.isJson);
    if (end.state === 'failed') throw new UserFacingError(end.message);
    return output.value({ sessions: end.doneSessions, queued: end.queued, known: end.known }, () => end.message);
  });
}

function nothingLeft(sessions: readonly PastSession[]): string {
  const forgotten = sessions.filter(({ state }) => state === 'forgotten').length;
  if (sessions.length === 0) return 'There are no past sessions to import.';
  if (sessions.length === forgotten) return `There is nothing to import: ${counted(forgotten, 'past session')} ${forgotten === 1 ? 'was' : 'were'} forgotten.`;
  if (forgotten > 0) return `There is nothing to import: ${counted(sessions.length - forgotten, 'past session')} ${sessions.length - forgotten === 1 ? 'is' : 'are'} remembered already, ${forgotten} ${forgotten === 1 ? 'was' : 'were'} forgotten.`;
  return sessions.length === 1 ? 'The one past session is remembered already.' : `${sessions.length} past sessions are remembered already.`;
}

/** Past sessions may be of projects of which nothing is remembered. */
function withPast(api: RecollectApi): Parameters<typeof projectNamed>[1] {
  const past = async (): Promise<readonly string[]> => (await api.pastSessions({ limit: MOST_SESSIONS })).map(({ project }) => project);
  return {
    project: (query) => api.project(query),
    projects: async () => [...(await api.projects()), ...(await past()).map((project) => ({ project, name: nameOfProject(project) }))],
  };
}

/** Shows how far it is until it ends; Ctrl+C cancels it. */
async function followed(api: RecollectApi, isSilent: boolean): Promise<BackfillProgress> {
  const cancel = (): void => void api.cancelBackfill().catch(() => undefined); // The next look says how it stands.
  process.once('SIGINT', cancel);
  try {
    for (let shown = ''; ; ) {
      const { backfill: progress } = await api.status();
      if (!progress) throw new UserFacingError('The owner ended while it imported. The next one goes on with it.');
      if (progress.state !== 'running' && progress.state !== 'waiting') return progress;
      const line = `${progress.doneSessions} of ${counted(progress.sessions, 'session')}, ${counted(progress.queued, 'new event')}${progress.state === 'waiting' ? '; waiting for the queue' : ''}`;
      if (!isSilent && line !== shown) process.stderr.write(`${line}\n`);
      shown = line;
      await sleep(LOOK_MS);
    }
  } finally {
    process.removeListener('SIGINT', cancel);
  }
}

function listText(sessions: readonly PastSession[]): string {
  if (sessions.length === 0) return 'There are no past sessions.';
  const lines = sessions.map((session) => `${session.state.padEnd(9)} ${new Date(session.lastAtMs).toISOString().slice(0, 16)}  ${session.agent.padEnd(11)} ${sizeText(session.sizeBytes).padStart(8)}  ${session.title}\n          ${session.project}; about ${counted(session.toolUses, 'tool use')}; ${tokensText(session)}, ${costText([session])}`);
  const left = sessions.filter(isLeft);
  const forgotten = sessions.filter(({ state }) => state === 'forgotten').length;
  return [...lines, `${counted(sessions.length, 'past session')}, ${left.length} of them not remembered as a whole: ${costText(left)}.${forgotten === 0 ? '' : ` ${forgotten} ${forgotten === 1 ? 'was' : 'were'} forgotten, and ${forgotten === 1 ? 'is' : 'are'} left out.`}`].join('\n');
}
