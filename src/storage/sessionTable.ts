import type { AgentActivity } from '../core/agentAdapter';
import type { ProjectEntry, SessionEntry } from '../core/api';
import type { Agent, HookEvent, SessionAgent } from '../core/hookEvent';
import { AGENTS, NOTES } from '../core/hookEvent';
import { nameOfProject } from '../core/project';
import { number, numberOrNull, text } from './columns';
import type { Database, Row } from './database';
import { IS_EXCLUDED, IS_INCOGNITO } from './unrecorded';

const TITLE_LENGTH = 120;
/** A session's last time is not written for each event of a burst. */
const LAST_AT_RESOLUTION_MS = 1_000;

/** VS Code's agents run the hooks of these, so one session may come by two routes. Its id is the same by both. */
const READ_EACH_OTHERS_HOOKS: readonly Agent[] = ['claude-code', 'vscode', 'copilot'];
const FOUND = 'SELECT id, project, prompt_count, current_prompt, started_at, last_at, heard_at, ended_at, held FROM sessions';

/** A session as an event finds it. */
export interface SessionRow {
  readonly id: number;
  readonly project: string;
  readonly promptCount: number;
  /** The `seq` of the prompt that the agent's hooks are at; 0 when they have told of none. */
  readonly currentPrompt: number;
  readonly isHeld: boolean;
  readonly isNew: boolean;
}

/** Sessions: what they are, and where they are. */
export class SessionTable {
  constructor(private readonly db: Database) {}

  /** The event's session, made or brought up to date. Its project is that of its first event. */
  touch(event: HookEvent, project: string, isTranscript: boolean): SessionRow {
    const heardAtMs = isTranscript ? null : event.atMs;
    const row = this.rowOf(event.agent, event.sessionId);
    if (!row) {
      const [made] = this.db.run(
        'INSERT INTO sessions (agent, agent_session_id, project, cwd, started_at, last_at, heard_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id',
        event.agent, event.sessionId, project, event.cwd, event.atMs, event.atMs, heardAtMs,
      );
      if (!made) throw new Error('an INSERT gave no id');
      return { id: number(made, 'id'), project, promptCount: 0, currentPrompt: 0, isHeld: false, isNew: true };
    }
    const id = number(row, 'id');
    // What is said by a session that had ended opens it again (resume).
    const isReopened = (numberOrNull(row, 'ended_at') ?? Infinity) < event.atMs;
    const isLater = (column: 'last_at' | 'heard_at'): boolean => event.atMs - (numberOrNull(row, column) ?? 0) >= LAST_AT_RESOLUTION_MS;
    if (isReopened || isLater('last_at') || (!isTranscript && isLater('heard_at'))) {
      this.db.run(
        'UPDATE sessions SET last_at = max(last_at, ?), heard_at = max(coalesce(heard_at, 0), coalesce(?, heard_at)), ended_at = CASE WHEN ended_at < ? THEN NULL ELSE ended_at END WHERE id = ?',
        event.atMs, heardAtMs, event.atMs, id,
      );
    }
    if (isTranscript) this.db.run('UPDATE sessions SET started_at = ? WHERE id = ? AND started_at > ?', event.atMs, id, event.atMs);
    if (text(row, 'project') === '' && project !== '') this.db.run('UPDATE sessions SET project = ?, cwd = ? WHERE id = ?', project, event.cwd, id);
    return { id, project: text(row, 'project') || project, promptCount: number(row, 'prompt_count'), currentPrompt: number(row, 'current_prompt'), isHeld: number(row, 'held') === 1, isNew: false };
  }

  known(agent: Agent, agentSessionId: string): { startedAtMs: number; lastAtMs: number } | undefined {
    const row = this.rowOf(agent, agentSessionId);
    return row && { startedAtMs: number(row, 'started_at'), lastAtMs: number(row, 'last_at') };
  }

  private rowOf(agent: Agent, agentSessionId: string): Row | undefined {
    const own = this.db.get(`${FOUND} WHERE agent = ? AND agent_session_id = ?`, agent, agentSessionId);
    if (own || !READ_EACH_OTHERS_HOOKS.includes(agent)) return own;
    return this.db.get(`${FOUND} WHERE agent IN (?, ?, ?) AND agent_session_id = ? LIMIT 1`, ...READ_EACH_OTHERS_HOOKS, agentSessionId);
  }

  /** A project has another identity now (it was given a remote, say). @returns how many sessions are its own */
  renameProject(from: string, to: string): number {
    this.db.run('UPDATE sessions SET project = ? WHERE project = ?', to, from);
    return this.db.changes();
  }

  end(id: number, atMs: number): void {
    this.db.run('UPDATE sessions SET ended_at = max(last_at, ?) WHERE id = ?', atMs, id);
  }

  /** A held session's messages are not claimed: somebody aborted it. */
  hold(id: number, held: boolean): void {
    this.db.run('UPDATE sessions SET held = ? WHERE id = ? AND held <> ?', held ? 1 : 0, id, held ? 1 : 0);
  }

  /** Frees a held session, or all. */
  releaseHeld(id?: number): void {
    if (id === undefined) this.db.run('UPDATE sessions SET held = 0 WHERE held = 1');
    else this.hold(id, false);
  }

  addUsage(id: number, inputTokens: number, outputTokens: number): void {
    if (inputTokens + outputTokens > 0) this.db.run('UPDATE sessions SET input_tokens = input_tokens + ?, output_tokens = output_tokens + ? WHERE id = ?', inputTokens, outputTokens, id);
  }

  /** One more prompt. @returns its `seq` */
  countPrompt(session: SessionRow, promptText: string | null): number {
    const seq = session.promptCount + 1;
    this.db.run('UPDATE sessions SET prompt_count = ? WHERE id = ?', seq, session.id);
    this.entitle(session.id, promptText);
    return seq;
  }

  /** The title is the first line of the first prompt that has one. */
  entitle(id: number, promptText: string | null): void {
    const title = titleOf(promptText);
    if (title !== '') this.db.run("UPDATE sessions SET title = ? WHERE id = ? AND title = ''", title, id);
  }

  /** The same, when another prompt has turned out to be the first. */
  retitle(id: number, promptText: string): void {
    const title = titleOf(promptText);
    if (title !== '') this.db.run('UPDATE sessions SET title = ? WHERE id = ? AND title <> ?', title, id, title);
  }

  /** The agent's hooks are at this prompt now. */
  goTo(id: number, seq: number): void {
    this.db.run('UPDATE sessions SET current_prompt = ? WHERE id = ?', seq, id);
  }

  projects(): ProjectEntry[] {
    return this.db
      .all(`SELECT project, count(*) AS sessions, max(last_at) AS last_at, ${IS_EXCLUDED} AS excluded FROM sessions GROUP BY project ORDER BY max(last_at) DESC`)
      .map((row) => ({ project: text(row, 'project'), name: nameOfProject(text(row, 'project')), sessions: number(row, 'sessions'), lastAtMs: number(row, 'last_at'), isExcluded: number(row, 'excluded') === 1 }));
  }

  agents(): AgentActivity[] {
    return this.db.all('SELECT agent, max(heard_at) AS last_at FROM sessions WHERE heard_at IS NOT NULL GROUP BY agent').map((row) => ({ agent: agentOf(text(row, 'agent')), lastAtMs: number(row, 'last_at') }));
  }

  list(project: string | undefined, limit: number, offset: number): SessionEntry[] {
    const where = project === undefined ? '' : 'WHERE project = ?';
    const params = project === undefined ? [] : [project];
    return this.db.all(`${SESSION_ENTRY} ${where} ORDER BY last_at DESC, id DESC LIMIT ? OFFSET ?`, ...params, limit, offset).map(sessionEntry);
  }

  entry(id: number): SessionEntry | undefined {
    const row = this.db.get(`${SESSION_ENTRY} WHERE id = ?`, id);
    return row && sessionEntry(row);
  }

  totals(): { sessions: number; observations: number; summaries: number } {
    const row = this.db.get('SELECT count(*) AS sessions, total(observation_count) AS observations, total(summary_count) AS summaries FROM sessions');
    if (!row) throw new Error('a count gave no row');
    return { sessions: number(row, 'sessions'), observations: number(row, 'observations'), summaries: number(row, 'summaries') };
  }
}

const SESSION_ENTRY = `SELECT id, agent, agent_session_id, project, title, started_at, last_at, ended_at, prompt_count, observation_count, input_tokens, output_tokens, ${IS_INCOGNITO} AS incognito,
  (SELECT count(*) FROM messages m WHERE m.state = 'pending' AND m.session_id = sessions.id) AS pending,
  (SELECT count(*) FROM messages m WHERE m.state = 'processing' AND m.session_id = sessions.id) AS processing,
  (SELECT count(*) FROM messages m WHERE m.state = 'failed' AND m.session_id = sessions.id) AS failed
  FROM sessions`;

function sessionEntry(row: Row): SessionEntry {
  return {
    id: number(row, 'id'),
    agent: sessionAgentOf(text(row, 'agent')),
    agentSessionId: text(row, 'agent_session_id'),
    project: text(row, 'project'),
    title: text(row, 'title') || text(row, 'agent_session_id'),
    startedAtMs: number(row, 'started_at'),
    lastAtMs: number(row, 'last_at'),
    endedAtMs: numberOrNull(row, 'ended_at'),
    prompts: number(row, 'prompt_count'),
    observations: number(row, 'observation_count'),
    pending: number(row, 'pending'),
    processing: number(row, 'processing'),
    failed: number(row, 'failed'),
    inputTokens: number(row, 'input_tokens'),
    outputTokens: number(row, 'output_tokens'),
    isIncognito: number(row, 'incognito') === 1,
  };
}

export function agentOf(name: string): Agent {
  const agent = AGENTS.find((known) => known === name);
  if (!agent) throw new Error(`an unknown agent ${name} in the database`);
  return agent;
}

const titleOf = (promptText: string | null): string => (promptText ?? '').trim().split('\n', 1)[0]?.slice(0, TITLE_LENGTH) ?? '';

function sessionAgentOf(name: string): SessionAgent {
  return name === NOTES ? NOTES : agentOf(name);
}
