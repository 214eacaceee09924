import type { RecollectApi, SessionEntry } from '../../core/api';
import type { Choice, Dialogs, Question } from '../dialogs';
import { AGENT_NAMES, queuedWords } from '../memories/sessionNode';
import { oneLine } from '../plainText';
import { relativeTime } from '../relativeTime';

const PAGE = 200;
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
  const found: SessionEntry[] = [];
  for (let offset = 0; offset < MOST; offset += PAGE) {
    const page = await api.sessions({ limit: PAGE, offset });
    found.push(...page.filter(fits));
    if (page.length < PAGE) break;
  }
  return found;
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
