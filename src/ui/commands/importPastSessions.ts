import type { BackfillProgress, PastSession, RecollectClient } from '../../core/api';
import { costText, sizeText, tokensText } from '../../core/backfill/estimateText';
import { isMissing } from '../../core/backfill/history';
import { UserFacingError } from '../../core/errors';
import { COMMANDS } from '../../manifest';
import type { Dialogs, MarkedChoice } from '../dialogs';
import { counted } from '../labelText';
import { relativeTime } from '../relativeTime';
import { CANCELLED, type Command, done, type Outcome } from './command';

type Client = Pick<RecollectClient, 'pastSessions' | 'backfill' | 'cancelBackfill' | 'status' | 'current' | 'onDidChange'>;

const MOST_SESSIONS = 1_000;
const STATES: Readonly<Record<PastSession['state'], string>> = { new: 'not remembered', partly: 'partly remembered', complete: 'remembered', forgotten: 'forgotten' };

/** A list of what agents have written down; what is checked is imported, with progress, until it is done or cancelled. */
export function importPastSessions(client: Client, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.importPastSessions,
    action: 'import past sessions',
    async run() {
      const found = await dialogs.wait('Looking for past sessions', client.pastSessions({ limit: MOST_SESSIONS }));
      if (found === undefined) return CANCELLED;
      const sessions = found.filter(({ state }) => state !== 'forgotten');
      if (sessions.length < found.length && sessions.length === 0) return done('There is nothing to import: all past sessions on this machine were forgotten.');
      if (sessions.length === 0) return done('No past sessions of Claude Code, Copilot, Gemini CLI or Codex were found on this machine.');
      const nowMs = Date.now();
      const hasMissing = (client.current?.missingSessions ?? 0) > 0;
      const chosen = await dialogs.chooseMany({ title: 'Import Past Sessions', placeholder: 'What hooks saw already is not taken twice' }, sessions.map((session) => choiceOf(session, nowMs, hasMissing)));
      if (chosen === undefined) return CANCELLED;
      if (chosen.length === 0) return done('Nothing was chosen to import.');
      const isFree = chosen.every(({ costUsd }) => costUsd === 0);
      if (!isFree && !(await dialogs.confirm({ message: `Import ${counted(chosen.length, 'past session')}?`, detail: billText(chosen), action: 'Import' }))) return CANCELLED;
      await client.backfill({ files: chosen.map(({ file }) => file) });
      return outcomeOf(await dialogs.follow('Importing past sessions', (report, cancelled) => followed(client, report, cancelled)));
    },
  };
}

function choiceOf(session: PastSession, nowMs: number, hasMissing: boolean): MarkedChoice<PastSession> {
  return {
    label: session.title,
    description: `${nameOf(session.project)} · ${relativeTime(session.lastAtMs, nowMs)} · ${STATES[session.state]}`,
    detail: `${session.agent} · ${sizeText(session.sizeBytes)} · about ${counted(session.toolUses, 'tool use')} · ${tokensText(session)}, ${costText([session])}`,
    isMarked: hasMissing && isMissing(session, nowMs),
    value: session,
  };
}

const nameOf = (project: string): string => project.split(/[\\/]/).filter((part) => part !== '').at(-1) ?? 'no project';

function billText(sessions: readonly PastSession[]): string {
  const sum = (key: 'inputTokens' | 'outputTokens'): number => sessions.reduce((total, session) => total + session[key], 0);
  return `Your provider would be sent and answer ${tokensText({ inputTokens: sum('inputTokens'), outputTokens: sum('outputTokens'), costUsd: null })}: ${costText(sessions)}. The provider "Built in" is free.`;
}

/** Follows the import that was begun until it ends; a cancel ends it. */
async function followed(client: Client, report: (message: string, share: number) => void, cancelled: AbortSignal): Promise<BackfillProgress> {
  return new Promise((resolve, reject) => {
    const end = (settle: () => void): void => {
      listener.dispose();
      cancelled.removeEventListener('abort', cancel);
      settle();
    };
    const take = (progress: BackfillProgress | null | undefined): void => {
      if (progress === undefined) return; // Another window is taking over, and goes on with it.
      if (progress === null) return end(() => reject(new UserFacingError('The import was not found any more. Import the sessions again; what was imported is known.')));
      if (progress.state !== 'running' && progress.state !== 'waiting') return end(() => resolve(progress));
      report(`${progress.doneSessions} of ${progress.sessions}, ${counted(progress.queued, 'new event')}${progress.state === 'waiting' ? ', waiting for the provider' : ''}`, progress.bytes === 0 ? 0 : progress.doneBytes / progress.bytes);
    };
    const cancel = (): void => void client.cancelBackfill().catch((error: unknown) => end(() => reject(error instanceof Error ? error : new Error(String(error)))));
    const listener = client.onDidChange(() => take(client.current?.backfill));
    cancelled.addEventListener('abort', cancel, { once: true });
    // What has changed before this was listened to.
    client.status().then(({ backfill }) => take(backfill), () => undefined);
  });
}

const outcomeOf = ({ state, message }: BackfillProgress): Outcome => (state === 'failed' ? { kind: 'failed', message } : done(message));
