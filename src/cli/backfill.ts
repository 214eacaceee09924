import { setTimeout as sleep } from 'node:timers/promises';
import type { BackfillProgress, PastSession, RecollectApi } from '../core/api';
import { UserFacingError } from '../core/errors';
import { AGENTS } from '../core/hookEvent';
import { nameOfProject } from '../core/project';
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
    const wanted = found.filter(({ state }) => state !== 'complete');
    if (wanted.length === 0) return output.value({ sessions: 0, queued: 0, known: 0 }, () => (found.length === 0 ? 'There are no past sessions to import.' : found.length === 1 ? 'The one past session is remembered already.' : `${found.length} past sessions are remembered already.`));
    await api.backfill({ files: wanted.map(({ file }) => file) });
    const end = await followed(api, output.isJson);
    if (end.state === 'failed') throw new UserFacingError(end.message);
    return output.value({ sessions: end.doneSessions, queued: end.queued, known: end.known }, () => end.message);
  });
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
      const line = `${progress.doneSessions} of ${progress.sessions} sessions, ${progress.queued} new events${progress.state === 'waiting' ? '; waiting for the queue' : ''}`;
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
  const lines = sessions.map((session) => `${session.state.padEnd(8)} ${new Date(session.lastAtMs).toISOString().slice(0, 16)}  ${session.agent.padEnd(11)} ${sizeText(session.sizeBytes).padStart(8)}  ${session.title}\n         ${session.project}; about ${session.toolUses} tool uses; ${tokensText(session)}, ${costText([session])}`);
  const left = sessions.filter(({ state }) => state !== 'complete');
  return [...lines, `${sessions.length === 1 ? '1 past session' : `${sessions.length} past sessions`}, ${left.length} of them not remembered as a whole: ${costText(left)}.`].join('\n');
}
