import type { AgentActivity } from '../core/agentAdapter';
import type { ProjectEntry, PromptEntry, SessionEntry } from '../core/api';
import type { Agent, HookEvent } from '../core/hookEvent';
import { AGENTS } from '../core/hookEvent';
import { number, numberOrNull, text, textOrNull } from './columns';
import type { Database, Row } from './database';

const TITLE_LENGTH = 120;
/** A session's last time is not written for each event of a burst. */
const LAST_AT_RESOLUTION_MS = 1_000;

/** VS Code's agents run the hooks of these, so one session may come by two routes. Its id is the same by both. */
const READ_EACH_OTHERS_HOOKS: readonly Agent[] = ['claude-code', 'vscode', 'copilot'];
const FOUND = 'SELECT id, project, prompt_count, last_at, ended_at, held FROM sessions';

/** A session as an event finds it. */
export interface SessionRow {
  readonly id: number;
  readonly project: string;
  readonly promptCount: number;
  readonly isHeld: boolean;
  readonly isNew: boolean;
}

export interface PromptRow {
  readonly number: number;
  readonly text: string | null;
  readonly isPrivate: boolean;
  readonly atMs: number;
}

/** Sessions and their numbered prompts. */
export class SessionTable {
  constructor(private readonly db: Database) {}

  /** The event's session, made or brought up to date. Its project is that of its first event. */
  touch(event: HookEvent, project: string): SessionRow {
    const row = this.rowOf(event.agent, event.sessionId);
    if (!row) {
      const [made] = this.db.run(
        'INSERT INTO sessions (agent, agent_session_id, project, cwd, started_at, last_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING id',
        event.agent, event.sessionId, project, event.cwd, event.atMs, event.atMs,
      );
      if (!made) throw new Error('an INSERT gave no id');
      return { id: number(made, 'id'), project, promptCount: 0, isHeld: false, isNew: true };
    }
    const id = number(row, 'id');
    // What is said by a session that had ended opens it again (resume).
    const isReopened = (numberOrNull(row, 'ended_at') ?? Infinity) < event.atMs;
    if (isReopened || event.atMs - number(row, 'last_at') >= LAST_AT_RESOLUTION_MS) {
      this.db.run('UPDATE sessions SET last_at = max(last_at, ?), ended_at = CASE WHEN ended_at < ? THEN NULL ELSE ended_at END WHERE id = ?', event.atMs, event.atMs, id);
    }
    if (text(row, 'project') === '' && project !== '') this.db.run('UPDATE sessions SET project = ?, cwd = ? WHERE id = ?', project, event.cwd, id);
    return { id, project: text(row, 'project') || project, promptCount: number(row, 'prompt_count'), isHeld: number(row, 'held') === 1, isNew: false };
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

  prompt(sessionId: number, promptNumber: number): PromptRow | undefined {
    return promptOf(this.db.get('SELECT number, text, is_private, at FROM prompts WHERE session_id = ? AND number = ?', sessionId, promptNumber));
  }

  promptByAgentId(sessionId: number, agentPromptId: string): PromptRow | undefined {
    return promptOf(this.db.get('SELECT number, text, is_private, at FROM prompts WHERE session_id = ? AND agent_prompt_id = ? ORDER BY number LIMIT 1', sessionId, agentPromptId));
  }

  /** Whether this very prompt is there: written before, but not acknowledged, it comes again. */
  hasPrompt(sessionId: number, promptText: string, atMs: number): boolean {
    return this.db.get('SELECT 1 FROM prompts WHERE session_id = ? AND at = ? AND text = ?', sessionId, atMs, promptText) !== undefined;
  }

  /** The next number's prompt; `text` is null while only its tool uses have come. */
  addPrompt(session: SessionRow, agentPromptId: string | undefined, promptText: string | null, isPrivate: boolean, atMs: number): number {
    const promptNumber = session.promptCount + 1;
    this.db.run(
      'INSERT INTO prompts (session_id, number, agent_prompt_id, text, is_private, at) VALUES (?, ?, ?, ?, ?, ?)',
      session.id, promptNumber, agentPromptId ?? null, promptText, isPrivate ? 1 : 0, atMs,
    );
    this.db.run('UPDATE sessions SET prompt_count = ? WHERE id = ?', promptNumber, session.id);
    this.entitle(session.id, promptText);
    return promptNumber;
  }

  fillPrompt(sessionId: number, promptNumber: number, promptText: string, isPrivate: boolean, atMs: number): void {
    this.db.run('UPDATE prompts SET text = ?, is_private = ?, at = ? WHERE session_id = ? AND number = ?', promptText, isPrivate ? 1 : 0, atMs, sessionId, promptNumber);
    this.entitle(sessionId, promptText);
  }

  projects(): ProjectEntry[] {
    return this.db
      .all('SELECT project, count(*) AS sessions, max(last_at) AS last_at FROM sessions GROUP BY project ORDER BY max(last_at) DESC')
      .map((row) => ({ project: text(row, 'project'), name: nameOf(text(row, 'project')), sessions: number(row, 'sessions'), lastAtMs: number(row, 'last_at') }));
  }

  agents(): AgentActivity[] {
    return this.db.all('SELECT agent, max(last_at) AS last_at FROM sessions GROUP BY agent').map((row) => ({ agent: agentOf(text(row, 'agent')), lastAtMs: number(row, 'last_at') }));
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

  prompts(sessionId: number): PromptEntry[] {
    return this.db
      .all(
        `SELECT number, text, is_private, at,
          (SELECT count(*) FROM observations o WHERE o.session_id = p.session_id AND o.prompt_number = p.number) AS observations,
          (SELECT count(*) FROM summaries s WHERE s.session_id = p.session_id AND s.prompt_number = p.number) AS summaries
         FROM prompts p WHERE session_id = ? ORDER BY number DESC`,
        sessionId,
      )
      .map((row) => ({
        sessionId,
        number: number(row, 'number'),
        text: textOrNull(row, 'text') ?? '',
        isPrivate: number(row, 'is_private') === 1,
        atMs: number(row, 'at'),
        observations: number(row, 'observations'),
        summaries: number(row, 'summaries'),
      }));
  }

  totals(): { sessions: number; observations: number; summaries: number } {
    const row = this.db.get('SELECT count(*) AS sessions, total(observation_count) AS observations, total(summary_count) AS summaries FROM sessions');
    if (!row) throw new Error('a count gave no row');
    return { sessions: number(row, 'sessions'), observations: number(row, 'observations'), summaries: number(row, 'summaries') };
  }

  private entitle(sessionId: number, promptText: string | null): void {
    const title = (promptText ?? '').trim().split('\n', 1)[0]?.slice(0, TITLE_LENGTH) ?? '';
    if (title !== '') this.db.run("UPDATE sessions SET title = ? WHERE id = ? AND title = ''", title, sessionId);
  }
}

const SESSION_ENTRY = `SELECT id, agent, agent_session_id, project, title, started_at, last_at, ended_at, prompt_count, observation_count, input_tokens, output_tokens,
  (SELECT count(*) FROM messages m WHERE m.state = 'pending' AND m.session_id = sessions.id) AS pending,
  (SELECT count(*) FROM messages m WHERE m.state = 'processing' AND m.session_id = sessions.id) AS processing,
  (SELECT count(*) FROM messages m WHERE m.state = 'failed' AND m.session_id = sessions.id) AS failed
  FROM sessions`;

function sessionEntry(row: Row): SessionEntry {
  return {
    id: number(row, 'id'),
    agent: agentOf(text(row, 'agent')),
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
  };
}

function promptOf(row: Row | undefined): PromptRow | undefined {
  return row && { number: number(row, 'number'), text: textOrNull(row, 'text'), isPrivate: number(row, 'is_private') === 1, atMs: number(row, 'at') };
}

export function agentOf(name: string): Agent {
  const agent = AGENTS.find((known) => known === name);
  if (!agent) throw new Error(`an unknown agent ${name} in the database`);
  return agent;
}

function nameOf(project: string): string {
  return project.split(/[\\/]/).filter(Boolean).at(-1) ?? project;
}
