import type { ForgetCounts, ForgetScope } from '../core/editing';
import { count, number, text } from './columns';
import type { Database, Row } from './database';
import { lastWords } from './eventWriter';
import { Forgotten } from './forgotten';
import type { MessageTable } from './messageTable';
import type { StateTable } from './stateTable';

/** A session's last time is not written for each event of a burst. */
const LAST_AT_RESOLUTION_MS = 1_000;
/** An agent's id of a session that is this long is in no other's file name by chance. */
const SURE_ID = 16;
const KINDS = ['prompts', 'observations', 'summaries', 'messages'] as const;

/** A session that the scope touches. */
interface Touched {
  readonly id: number;
  readonly agentSessionId: string;
  readonly project: string;
  readonly isWhole: boolean;
}

/** Removes what people want forgotten, inside a transaction. */
export class ForgetTable {
  private readonly forgotten: Forgotten;

  constructor(
    private readonly db: Database,
    private readonly messages: MessageTable,
    private readonly state: StateTable,
  ) {
    this.forgotten = new Forgotten(db);
  }

  counts(scope: ForgetScope): ForgetCounts {
    const sinceMs = sinceOf(scope);
    const counts = { sessions: 0, prompts: 0, observations: 0, summaries: 0, messages: 0 };
    for (const session of this.touched(scope)) {
      if (session.isWhole) counts.sessions++;
      for (const kind of KINDS) counts[kind] += count(this.db.get(`SELECT count(*) AS n FROM ${kind} WHERE session_id = ? AND at >= ?${keptPrivate(kind, session)}`, session.id, session.isWhole ? 0 : sinceMs));
    }
    return counts;
  }

  /** @returns what was removed, and of which projects */
  forget(scope: ForgetScope, nowMs: number): { counts: ForgetCounts; projects: readonly string[] } {
    const counts = this.counts(scope);
    const touched = this.touched(scope);
    for (const session of touched) this.remove(session, sinceOf(scope), nowMs);
    return { counts, projects: touched.map(({ project }) => project) };
  }

  private touched(scope: ForgetScope): Touched[] {
    const columns = 'SELECT id, agent_session_id, project';
    if ('sessionId' in scope) return this.db.all(`${columns}, 1 AS whole FROM sessions WHERE id = ?`, scope.sessionId).map(touchedOf);
    if ('project' in scope) return this.db.all(`${columns}, 1 AS whole FROM sessions WHERE project = ?`, scope.project).map(touchedOf);
    const hasOlder = KINDS.map((kind) => `EXISTS (SELECT 1 FROM ${kind} x WHERE x.session_id = sessions.id AND x.at < ?)`).join(' OR ');
    return this.db
      .all(`${columns}, NOT (${hasOlder}) AS whole FROM sessions WHERE last_at >= ?`, ...KINDS.map(() => scope.sinceMs), scope.sinceMs - LAST_AT_RESOLUTION_MS)
      .map(touchedOf);
  }

  private remove(session: Touched, sinceMs: number, nowMs: number): void {
    const { id, isWhole } = session;
    // What is with the provider at this moment must not come back as a memory.
    this.messages.releaseSession(id);
    for (const kind of KINDS) this.db.run(`DELETE FROM ${kind} WHERE session_id = ? AND at >= ?${keptPrivate(kind, session)}`, id, isWhole ? 0 : sinceMs);
    this.state.set(lastWords(id), undefined);
    this.forgotten.add(session.agentSessionId, sinceMs, nowMs);
    if (isWhole) {
      this.db.run('DELETE FROM seen_events WHERE session_id = ?', id);
      // The name of a transcript tells of the project that it is of. Read again, it is not listened to.
      if (session.agentSessionId.length >= SURE_ID) this.db.run('DELETE FROM transcripts WHERE instr(file, ?) > 0', session.agentSessionId);
      this.db.run('DELETE FROM sessions WHERE id = ?', id);
      return;
    }
    this.db.run('UPDATE sessions SET last_at = min(last_at, ?) WHERE id = ?', sinceMs, id);
    this.db.run("UPDATE sessions SET title = '' WHERE id = ? AND NOT EXISTS (SELECT 1 FROM prompts WHERE session_id = ? AND is_private = 0 AND text <> '')", id, id);
  }
}

/** A private prompt holds nothing but that its turn is private, which must stay so. */
function keptPrivate(kind: string, { isWhole }: Touched): string {
  return kind === 'prompts' && !isWhole ? ' AND is_private = 0' : '';
}

function sinceOf(scope: ForgetScope): number {
  return 'sinceMs' in scope ? scope.sinceMs : 0;
}

function touchedOf(row: Row): Touched {
  return { id: number(row, 'id'), agentSessionId: text(row, 'agent_session_id'), project: text(row, 'project'), isWhole: number(row, 'whole') === 1 };
}
