import type { RecollectApi, SessionEntry } from '../../core/api';
import { oneLine } from '../../core/plainText';
import type { Choice, Dialogs, Question } from '../dialogs';
import { loadUpTo } from '../loadUpTo';
import { AGENT_NAMES, queuedWords } from '../memories/sessionNode';
import { relativeTime } from '../relativeTime';

/** More sessions than this are not looked through. */
const MOST = 5000;

/** Lets the person choose among the sessions that `fits`; `none` when there is none, undefined when they turned away. */
export async function pickSession(
  api: Pick<RecollectApi, 'sessions'>,
  dialogs: Dialogs,
  question: Question,
  fits: (session: SessionEntry) => boolean,
): Promise<SessionEntry | 'none' | undefined> {
  const sessions = await sessionsThat(api, fits);
  if (sessions.length === 0) return 'none';
  return dialogs.choose(question, Promise.resolve(sessions.map(choiceOf)));
}

async function sessionsThat(api: Pick<RecollectApi, 'sessions'>, fits: (session: SessionEntry) => boolean): Promise<SessionEntry[]> {
  return (await loadUpTo(MOST, (page) => api.sessions(page))).filter(fits);
}

function choiceOf(session: SessionEntry): Choice<SessionEntry> {
  const queued = queuedWords(session);
  return {
    label: oneLine(session.title) || session.agentSessionId,
    description: `${AGENT_NAMES[session.agent]} · ${relativeTime(session.lastAtMs, Date.now())}`,
    detail: [oneLine(session.project), queued].filter((part) => part !== '').join(' · '),
    icon: 'comment-discussion',
    value: session,
  };
}
