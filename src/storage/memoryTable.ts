import type { MemoryEntry } from '../core/api';
import type { Batch, Message } from '../core/message';
import type { Memory, Observation, ObservationDraft, ObservationType, Summary, SummaryDraft } from '../core/observation';
import { OBSERVATION_TYPES } from '../core/observation';
import { AskedPrompts } from './askedPrompts';
import { decodeBlob, encodeBlob } from './blobCodec';
import { blob, number, text } from './columns';
import type { Database, Row } from './database';

/** What is in the body of an observation, beside the columns. */
type ObservationBody = Omit<ObservationDraft, 'type' | 'title' | 'messageIds'> & { readonly evidence: readonly string[]; readonly subagentType?: string };

const TITLE_LENGTH = 160;

/** Observations and summaries. Ids are public as `o12` and `s3`, and never used twice. */
export class MemoryTable {
  private readonly prompts: AskedPrompts;

  constructor(private readonly db: Database) {
    this.prompts = new AskedPrompts(db);
  }

  addObservation(batch: Batch, draft: ObservationDraft, batchId: number): void {
    const sources = batch.messages.filter((message) => draft.messageIds.includes(message.id));
    const last = sources.at(-1) ?? batch.messages.at(-1);
    if (!last) throw new Error('an observation of no message');
    const subagentType = sources.find((message) => message.subagent)?.subagent?.type;
    const body: ObservationBody = {
      subtitle: draft.subtitle,
      narrative: draft.narrative,
      facts: draft.facts,
      concepts: draft.concepts,
      filesRead: draft.filesRead,
      filesModified: draft.filesModified,
      evidence: sources.flatMap((message) => message.toolUseId ?? []),
      ...(subagentType !== undefined && { subagentType }),
    };
    this.insert('observations', last, draft.title, body, batchId, draft.type);
  }

  addSummary(last: Message, draft: SummaryDraft, batchId: number): void {
    this.insert('summaries', last, draft.request, draft, batchId, undefined);
  }

  /** Removes what a batch gave before, when it is processed again. */
  removeBatch(sessionId: number, batchId: number): void {
    this.db.run('DELETE FROM observations WHERE session_id = ? AND batch = ?', sessionId, batchId);
    this.db.run('DELETE FROM summaries WHERE session_id = ? AND batch = ?', sessionId, batchId);
  }

  removeTurn(sessionId: number, promptNumber: number): void {
    this.db.run('DELETE FROM observations WHERE session_id = ? AND prompt_number = ?', sessionId, promptNumber);
    this.db.run('DELETE FROM summaries WHERE session_id = ? AND prompt_number = ?', sessionId, promptNumber);
  }

  get(id: string): Memory | undefined {
    const prompt = /^p(\d{1,9})\.(\d{1,6})$/.exec(id);
    if (prompt) return this.prompts.get(Number(prompt[1]), Number(prompt[2]));
    const match = /^([os])(\d{1,15})$/.exec(id);
    if (!match) return undefined;
    const rowId = Number(match[2]);
    if (match[1] === 'o') {
      const row = this.db.get('SELECT o.*, s.project FROM observations o JOIN sessions s ON s.id = o.session_id WHERE o.id = ?', rowId);
      return row && observationOf(row);
    }
    const row = this.db.get('SELECT m.*, s.project FROM summaries m JOIN sessions s ON s.id = m.session_id WHERE m.id = ?', rowId);
    return row && summaryOf(row);
  }

  /** One prompt's memories, newest first; a summary stands above what it sums up. */
  list(sessionId: number, promptNumber: number): MemoryEntry[] {
    const entries = (kind: MemoryEntry['kind'], sql: string): MemoryEntry[] =>
      this.db.all(sql, sessionId, promptNumber).map((row) => ({
        id: `${kind === 'observation' ? 'o' : 's'}${number(row, 'id')}`,
        kind,
        type: kind === 'observation' ? typeOf(row) : null,
        title: text(row, 'title'),
        subtitle: kind === 'observation' ? observationBody(row).subtitle : '',
        atMs: number(row, 'at'),
      }));
    return [
      ...entries('summary', 'SELECT id, title, at FROM summaries WHERE session_id = ? AND prompt_number = ? ORDER BY id DESC'),
      ...entries('observation', 'SELECT id, type, title, at, body FROM observations WHERE session_id = ? AND prompt_number = ? ORDER BY id DESC'),
    ].sort((a, b) => (a.kind === b.kind ? 0 : b.atMs - a.atMs));
  }

  recentTitles(sessionId: number, limit: number): string[] {
    return this.db.all('SELECT title FROM observations WHERE session_id = ? ORDER BY id DESC LIMIT ?', sessionId, limit).map((row) => text(row, 'title')).reverse();
  }

  turnTitles(sessionId: number, promptNumber: number, limit: number): string[] {
    return this.db.all('SELECT title FROM observations WHERE session_id = ? AND prompt_number = ? ORDER BY id DESC LIMIT ?', sessionId, promptNumber, limit).map((row) => text(row, 'title')).reverse();
  }

  private insert(table: 'observations' | 'summaries', last: Message, title: string, body: unknown, batchId: number, type: ObservationType | undefined): void {
    const columns = ['session_id', 'prompt_number', 'at', 'title', 'body', 'batch', ...(type ? ['type'] : [])];
    this.db.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
      last.sessionId, last.promptNumber, last.atMs, titleOf(title), encodeBlob(body), batchId, ...(type ? [type] : []),
    );
  }
}

function titleOf(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…`;
}

export function typeOf(row: Row): ObservationType {
  const name = text(row, 'type');
  const type = OBSERVATION_TYPES.find((known) => known === name);
  if (!type) throw new Error(`an unknown observation type ${name} in the database`);
  return type;
}

/** What `addObservation` encoded. */
function observationBody(row: Row): ObservationBody {
  return decodeBlob(blob(row, 'body')) as ObservationBody;
}

export function observationOf(row: Row): Observation {
  return {
    kind: 'observation',
    id: `o${number(row, 'id')}`,
    sessionId: number(row, 'session_id'),
    promptNumber: number(row, 'prompt_number'),
    project: text(row, 'project'),
    atMs: number(row, 'at'),
    type: typeOf(row),
    title: text(row, 'title'),
    ...observationBody(row),
  };
}

export function summaryOf(row: Row): Summary {
  // What `addSummary` encoded.
  const body = decodeBlob(blob(row, 'body')) as SummaryDraft;
  return {
    kind: 'summary',
    id: `s${number(row, 'id')}`,
    sessionId: number(row, 'session_id'),
    promptNumber: number(row, 'prompt_number'),
    project: text(row, 'project'),
    atMs: number(row, 'at'),
    ...body,
  };
}
