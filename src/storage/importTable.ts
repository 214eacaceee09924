import type { Observation, Summary } from '../core/observation';
import type { TransferAnswer, TransferBatch, TransferLink, TransferMemory, TransferPrompt, TransferSession } from '../core/transfer/item';
import { encodeBlob } from './blobCodec';
import { number } from './columns';
import type { Database } from './database';
import { keyOfRow } from './documentKey';
import { hashOf } from './hashOf';
import { memoryKey } from './memoryKey';
import { observationBodyOf, observationOf, summaryOf, titleOf } from './memoryTable';

/** What is made later counts on from the highest id: one that a file makes up must not use up what a number can tell apart. */
const MAX_KEPT_ID = 1e12;

/** Takes in parts of exports, inside a transaction. What is there already is not added again. */
export class ImportTable {
  constructor(private readonly db: Database) {}

  add({ session, prompts, memories, keepsIds }: TransferBatch, nowMs: number): TransferAnswer {
    const sessionId = this.sessionOf(session, keepsIds);
    for (const prompt of prompts) this.addPrompt(sessionId, prompt);
    const renamed: [string, string][] = [];
    let [added, known] = [0, 0];
    for (const memory of memories) {
      const there = this.find(sessionId, memory);
      const id = there ?? (this.isPrivate(sessionId, memory.promptNumber) ? undefined : this.addMemory(sessionId, memory, keepsIds, nowMs));
      if (there !== undefined || id === undefined) known++;
      else added++;
      if (id !== undefined && id !== memory.id) renamed.push([memory.id, id]);
    }
    return { added, known, renamed };
  }

  /** Where both are there, of one session's project, and nothing was decided about the older one since. */
  link(links: readonly TransferLink[]): void {
    for (const { id, by } of links) {
      const [older, newer] = [memoryKey(id), memoryKey(by)];
      if (!older || !newer || older.table !== newer.table || id === by) continue;
      this.db.run(`UPDATE ${older.table} SET superseded_by = ? WHERE id = ? AND superseded_by IS NULL AND EXISTS (SELECT 1 FROM ${older.table} WHERE id = ? AND superseded_by IS NOT ?)`, by, older.rowId, newer.rowId, id);
    }
  }

  private sessionOf(session: TransferSession, keepsIds: boolean): number {
    const known = this.db.get('SELECT id FROM sessions WHERE agent = ? AND agent_session_id = ?', session.agent, session.agentSessionId);
    if (known) {
      this.db.run('UPDATE sessions SET prompt_count = max(prompt_count, ?) WHERE id = ?', session.prompts, number(known, 'id'));
      return number(known, 'id');
    }
    const id = keepsIds && session.id > 0 && session.id <= MAX_KEPT_ID && !this.db.get('SELECT 1 FROM sessions WHERE id = ?', session.id) ? session.id : null;
    const title = session.title === session.agentSessionId ? '' : session.title;
    const [made] = this.db.run(
      `INSERT INTO sessions (id, agent, agent_session_id, project, cwd, title, started_at, last_at, ended_at, prompt_count, current_prompt, input_tokens, output_tokens)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
      id, session.agent, session.agentSessionId, session.project, session.project, title, session.startedAtMs, session.lastAtMs, session.endedAtMs, session.prompts, session.prompts, session.inputTokens, session.outputTokens,
    );
    if (!made) throw new Error('an INSERT gave no id');
    return number(made, 'id');
  }

  private addPrompt(sessionId: number, prompt: TransferPrompt): void {
    this.db.run(
      'INSERT OR IGNORE INTO prompts (session_id, number, seq, text, is_private, at) VALUES (?, ?, ?, ?, ?, ?)',
      sessionId, prompt.number, prompt.number, prompt.text === '' ? null : prompt.text, prompt.isPrivate ? 1 : 0, prompt.atMs,
    );
    this.db.run('UPDATE sessions SET prompt_count = ? WHERE id = ? AND prompt_count < ?', prompt.number, sessionId, prompt.number);
  }

  private isPrivate(sessionId: number, promptNumber: number): boolean {
    return this.db.get('SELECT 1 FROM prompts WHERE session_id = ? AND number = ? AND is_private = 1', sessionId, promptNumber) !== undefined;
  }

  /** The very memory: by its id, by what it was when it was imported before, or by what it says. */
  private find(sessionId: number, memory: TransferMemory): string | undefined {
    const [table, prefix, read] = memory.kind === 'observation' ? (['observations', 'o', observationOf] as const) : (['summaries', 's', summaryOf] as const);
    const hash = originOf(memory);
    const rows = this.db.all(`SELECT m.*, '' AS project FROM ${table} m WHERE m.session_id = ? AND m.prompt_number = ? AND m.at = ?`, sessionId, memory.promptNumber, memory.atMs);
    const row = rows.find((one) => memory.id === `${prefix}${number(one, 'id')}`) ?? rows.find((one) => one['origin'] === hash || originOf(read(one)) === hash);
    return row && `${prefix}${number(row, 'id')}`;
  }

  private addMemory(sessionId: number, memory: TransferMemory, keepsIds: boolean, nowMs: number): string {
    const key = memoryKey(memory.id);
    if (!key) throw new Error(`an id that is none: ${memory.id}`);
    const id = keepsIds && key.rowId <= MAX_KEPT_ID && !this.db.get(`SELECT 1 FROM ${key.table} WHERE id = ?`, key.rowId) ? key.rowId : null;
    const isObservation = memory.kind === 'observation';
    const [made] = this.db.run(
      `INSERT INTO ${key.table} (id, session_id, prompt_number, at, title, body, batch, pinned_at, excluded, edited_at, origin${isObservation ? ', type' : ''})
       VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?${isObservation ? ', ?' : ''}) RETURNING id`,
      id, sessionId, memory.promptNumber, memory.atMs, titleOf(isObservation ? memory.title : memory.request), encodeBlob(contentOf(memory)),
      memory.isPinned ? nowMs : null, memory.isExcluded ? 1 : 0, memory.isEdited ? nowMs : null, originOf(memory), ...(isObservation ? [memory.type] : []),
    );
    if (!made) throw new Error('an INSERT gave no id');
    // The search index may have passed the id already.
    if (id !== null) this.db.run('INSERT INTO search_stale (document) VALUES (?)', keyOfRow(memory.kind, id));
    return `${memory.id.charAt(0)}${number(made, 'id')}`;
  }
}

type Content = (Pick<Observation, 'kind' | 'type' | 'title'> & Parameters<typeof observationBodyOf>[0]) | Pick<Summary, 'kind' | 'request' | 'investigated' | 'learned' | 'completed' | 'nextSteps'>;

function contentOf(memory: Content): object {
  if (memory.kind === 'observation') return observationBodyOf(memory);
  const { request, investigated, learned, completed, nextSteps } = memory;
  return { request, investigated, learned, completed, nextSteps };
}

function originOf(memory: Content): number {
  return hashOf(JSON.stringify([memory.kind === 'observation' ? [memory.type, memory.title] : [], contentOf(memory)]));
}
