import type { MessageScope, QueueCounts, QueueEntry } from '../core/api';
import { MAX_ATTEMPTS } from '../core/batch';
import { messageOf } from '../core/errors';
import type { Subagent } from '../core/hookEvent';
import type { Message, MessagePayload } from '../core/message';
import type { FailureShare, PendingMessages } from '../core/ports';
import { messageLabel } from '../core/toolLabel';
import { decodeBlob, DEFLATE_BRIEF_FROM_BYTES, encodeBlob } from './blobCodec';
import { blob, count, number, text, textOrNull } from './columns';
import type { Database, Row } from './database';
import { agentOf } from './sessionTable';

/** A message that was being processed when so many owners died is `failed`: it may be what kills them. */
const MAX_CRASHES = 20;

export interface NewMessage {
  readonly sessionId: number;
  readonly promptNumber: number;
  readonly project: string;
  readonly cwd: string;
  readonly atMs: number;
  readonly toolUseId: string | undefined;
  readonly subagent: Subagent | undefined;
  readonly payload: MessagePayload;
}

export interface Claim {
  readonly messages: readonly Message[];
  /** Messages whose payload cannot be read; they are `failed` now. */
  readonly unreadable: number;
}

/**
 * The queue: `pending → processing (owner, token, attempt) → processed | skipped | failed`. All writes are inside a
 * transaction of the caller. A processed message whose payload is not kept is deleted; `seen_events` remembers it.
 */
export class MessageTable {
  constructor(private readonly db: Database) {}

  add(message: NewMessage): void {
    const payload = encodeBlob(message.payload, DEFLATE_BRIEF_FROM_BYTES);
    this.db.run(
      `INSERT INTO messages (session_id, state, kind, tool_use_id, prompt_number, project, cwd, at, subagent_id, subagent_type, label, payload, size_bytes)
       VALUES (?, 'pending', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      message.sessionId, message.payload.kind === 'summarize' ? 'summarize' : 'observation', message.toolUseId ?? null, message.promptNumber, message.project, message.cwd, message.atMs,
      message.subagent?.id ?? null, message.subagent?.type ?? null, messageLabel(message.payload), payload, payload.length,
    );
  }

  /**
   * One statement takes the oldest pending messages of the session: of one prompt, up to and with the first summarize, and one
   * that was tried before alone.
   */
  claim(sessionId: number, limits: { maxMessages: number; maxBytes: number }, owner: number, token: string): Claim {
    const rows = this.db.run(
      `WITH oldest AS (SELECT * FROM messages WHERE session_id = ? AND state = 'pending' AND session_id IN (SELECT id FROM sessions WHERE held = 0) ORDER BY id LIMIT ?),
       counted AS (SELECT id,
         row_number() OVER earlier AS position,
         total(size_bytes) OVER earlier AS bytes,
         total(kind = 'summarize') OVER earlier - (kind = 'summarize') AS summarizes_before,
         max(attempts + crashes > 0) OVER earlier AS any_tried,
         prompt_number = first_value(prompt_number) OVER earlier AS same_prompt
         FROM oldest WINDOW earlier AS (ORDER BY id ROWS UNBOUNDED PRECEDING)),
       stop AS (SELECT coalesce(min(position), 1e9) AS position FROM counted WHERE position > 1 AND (bytes > ? OR summarizes_before > 0 OR any_tried OR NOT same_prompt))
       UPDATE messages SET state = 'processing', attempts = attempts + 1, owner = ?, token = ?, error = NULL
       WHERE id IN (SELECT id FROM counted, stop WHERE counted.position < stop.position)
       RETURNING *, (SELECT agent FROM sessions WHERE sessions.id = messages.session_id) AS agent`,
      sessionId, limits.maxMessages, limits.maxBytes, owner, token,
    );
    const messages: Message[] = [];
    let unreadable = 0;
    for (const row of rows) {
      try {
        messages.push(messageOfRow(row));
      } catch (error) {
        unreadable++;
        this.db.run("UPDATE messages SET state = 'failed', owner = NULL, token = NULL, error = ? WHERE id = ?", `its payload cannot be read: ${messageOf(error)}`, number(row, 'id'));
      }
    }
    return { messages: messages.sort((a, b) => a.id - b.id), unreadable };
  }

  /** Whether the claim still stands: all of its messages are `processing` under its token. */
  holds(token: string, messages: number): boolean {
    return count(this.db.get("SELECT count(*) AS n FROM messages WHERE state = 'processing' AND token = ?", token)) === messages;
  }

  /** Batches whose results this token's messages have given before (they are being reprocessed). */
  earlierBatches(token: string): number[] {
    return this.db.all("SELECT DISTINCT batch FROM messages WHERE state = 'processing' AND token = ? AND batch IS NOT NULL", token).map((row) => number(row, 'batch'));
  }

  /** Settles the claim: the rows go, or stay with their payload when that is kept. */
  settle(token: string, batch: number, kept: ReadonlySet<number>, nowMs: number, keepPayload: boolean): void {
    if (!keepPayload) {
      this.db.run("DELETE FROM messages WHERE state = 'processing' AND token = ?", token);
      return;
    }
    this.db.run("UPDATE messages SET state = 'skipped', owner = NULL, token = NULL, batch = ?, settled_at = ? WHERE state = 'processing' AND token = ?", batch, nowMs, token);
    for (const id of kept) this.db.run("UPDATE messages SET state = 'processed' WHERE id = ?", id);
  }

  /** Puts a claim back. @returns how many of its messages are `failed` now */
  release(token: string, share: FailureShare, reason: string): number {
    if (share === 'none') {
      this.db.run("UPDATE messages SET state = 'pending', attempts = attempts - 1, owner = NULL, token = NULL WHERE state = 'processing' AND token = ?", token);
      return 0;
    }
    const rows = this.db.run(
      `UPDATE messages SET state = CASE WHEN attempts >= ${MAX_ATTEMPTS} THEN 'failed' ELSE 'pending' END, error = ?, owner = NULL, token = NULL
       WHERE state = 'processing' AND token = ? RETURNING state`,
      reason, token,
    );
    return rows.filter((row) => text(row, 'state') === 'failed').length;
  }

  /** Puts back what of a session is being processed; its attempt does not count. */
  releaseSession(sessionId: number): number {
    return this.db.run("UPDATE messages SET state = 'pending', attempts = attempts - 1, owner = NULL, token = NULL WHERE state = 'processing' AND session_id = ? RETURNING id", sessionId).length;
  }

  /** What a dead owner was processing goes back at once; its attempt does not count, its crash does. */
  recover(): number {
    return this.db.run(
      `UPDATE messages SET owner = NULL, token = NULL, attempts = attempts - 1, crashes = crashes + 1,
         state = CASE WHEN crashes + 1 >= ${MAX_CRASHES} THEN 'failed' ELSE 'pending' END,
         error = CASE WHEN crashes + 1 >= ${MAX_CRASHES} THEN 'Recollect ended ' || (crashes + 1) || ' times while this was processed' ELSE error END
       WHERE state = 'processing' RETURNING id`,
    ).length;
  }

  retry(scope: MessageScope): number {
    const { where, params } = scoped(scope);
    return this.db.run(`UPDATE messages SET state = 'pending', attempts = 0, crashes = 0, error = NULL WHERE state = 'failed' ${where} RETURNING id`, ...params).length;
  }

  discard(scope: MessageScope): number {
    const { where, params } = scoped(scope);
    return this.db.run(`DELETE FROM messages WHERE state = 'failed' ${where} RETURNING id`, ...params).length;
  }

  reprocess(sessionId: number): number {
    return this.db.run("UPDATE messages SET state = 'pending', attempts = 0, crashes = 0, error = NULL WHERE state IN ('failed', 'processed', 'skipped') AND session_id = ? RETURNING id", sessionId).length;
  }

  removeTurn(sessionId: number, promptNumber: number): void {
    this.db.run('DELETE FROM messages WHERE session_id = ? AND prompt_number = ?', sessionId, promptNumber);
  }

  /** @returns how many of them were still queued or failed */
  removeSession(sessionId: number): number {
    return this.db.run('DELETE FROM messages WHERE session_id = ? RETURNING state', sessionId).filter((row) => !['processed', 'skipped'].includes(text(row, 'state'))).length;
  }

  /** Drops settled rows whose payload has been kept long enough. */
  dropSettledBefore(atMs: number): number {
    return this.db.run("DELETE FROM messages WHERE state IN ('processed', 'skipped') AND settled_at < ? RETURNING id", atMs).length;
  }

  counts(): Omit<QueueCounts, 'paused'> {
    const of = (state: string): number => count(this.db.get('SELECT count(*) AS n FROM messages WHERE state = ?', state));
    return { pending: of('pending'), processing: of('processing'), failed: of('failed') };
  }

  heldPending(sessionId?: number): number {
    const held = "SELECT count(*) AS n FROM messages WHERE state = 'pending' AND session_id IN (SELECT id FROM sessions WHERE held = 1)";
    return count(sessionId === undefined ? this.db.get(held) : this.db.get(`${held} AND session_id = ?`, sessionId));
  }

  sessionsWithPending(): number[] {
    return this.db
      .all("SELECT session_id FROM messages WHERE state = 'pending' AND session_id IN (SELECT id FROM sessions WHERE held = 0) GROUP BY session_id ORDER BY min(id)")
      .map((row) => number(row, 'session_id'));
  }

  sessionsAtWork(): number[] {
    return this.db.all("SELECT DISTINCT session_id FROM messages WHERE state IN ('pending', 'processing') ORDER BY session_id").map((row) => number(row, 'session_id'));
  }

  pendingOf(sessionId: number): PendingMessages {
    const row = this.db.get("SELECT count(*) AS n, total(kind = 'summarize') AS summarizes, min(at) AS oldest FROM messages WHERE state = 'pending' AND session_id = ? AND session_id IN (SELECT id FROM sessions WHERE held = 0)", sessionId);
    return { messages: count(row), oldestAtMs: count(row, 'oldest'), hasSummarize: count(row, 'summarizes') > 0 };
  }

  list(state: QueueEntry['state'] | undefined, sessionId: number | undefined, limit: number, offset: number): QueueEntry[] {
    const states = state ? [state] : ['processing', 'pending', 'failed'];
    const session = sessionId === undefined ? '' : 'AND session_id = ?';
    return this.db
      .all(
        `SELECT id, session_id, state, label, attempts, error, at FROM messages WHERE state IN (${states.map(() => '?').join(', ')}) ${session} ORDER BY id LIMIT ? OFFSET ?`,
        ...states, ...(sessionId === undefined ? [] : [sessionId]), limit, offset,
      )
      .map(queueEntry);
  }
}

function scoped(scope: MessageScope): { where: string; params: number[] } {
  if (scope.messageId !== undefined) return { where: 'AND id = ?', params: [scope.messageId] };
  if (scope.sessionId !== undefined) return { where: 'AND session_id = ?', params: [scope.sessionId] };
  return { where: '', params: [] };
}

function queueEntry(row: Row): QueueEntry {
  const state = text(row, 'state');
  if (state !== 'pending' && state !== 'processing' && state !== 'failed') throw new Error(`an unexpected state ${state}`);
  return {
    messageId: number(row, 'id'),
    sessionId: number(row, 'session_id'),
    state,
    label: text(row, 'label'),
    attempts: number(row, 'attempts'),
    error: textOrNull(row, 'error'),
    atMs: number(row, 'at'),
  };
}

function messageOfRow(row: Row): Message {
  const toolUseId = textOrNull(row, 'tool_use_id');
  const subagentId = textOrNull(row, 'subagent_id');
  return {
    id: number(row, 'id'),
    sessionId: number(row, 'session_id'),
    agent: agentOf(text(row, 'agent')),
    project: text(row, 'project'),
    cwd: text(row, 'cwd'),
    atMs: number(row, 'at'),
    promptNumber: number(row, 'prompt_number'),
    ...(toolUseId !== null && { toolUseId }),
    ...(subagentId !== null && { subagent: { id: subagentId, type: textOrNull(row, 'subagent_type') ?? '' } }),
    attempt: number(row, 'attempts'),
    payload: payloadOf(decodeBlob(blob(row, 'payload'))),
  };
}

/** What `add` encoded; a damaged one is caught by its tag. */
function payloadOf(value: unknown): MessagePayload {
  if (typeof value === 'object' && value !== null && 'kind' in value && (value.kind === 'toolUse' || value.kind === 'subagentReport' || value.kind === 'summarize')) return value as MessagePayload;
  throw new Error('it is of no known kind');
}
