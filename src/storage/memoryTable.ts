import type { MemoryEntry } from '../core/api';
import type { Batch, Message } from '../core/message';
import type { Marks, Memory, Observation, ObservationDraft, ObservationType, Summary, SummaryDraft } from '../core/observation';
import { OBSERVATION_TYPES } from '../core/observation';
import { AskedPrompts } from './askedPrompts';
import { decodeBlob, encodeBlob } from './blobCodec';
import { blob, number, numberOrNull, text, textOrNull } from './columns';
import type { Database, Row } from './database';

/** What is in the body of an observation, beside the columns. */
export type ObservationBody = Omit<ObservationDraft, 'type' | 'title' | 'messageIds'> & { readonly evidence: readonly string[]; readonly subagentType?: string };

const TITLE_LENGTH = 160;

/** Whether a person has decided something about a memory: edited, pinned, left out, or put it in the place of another. */
const isTouched = (table: string, prefix: string): string =>
  `pinned_at IS NOT NULL OR excluded = 1 OR superseded_by IS NOT NULL OR edited_at IS NOT NULL OR EXISTS (SELECT 1 FROM ${table} older WHERE older.superseded_by = '${prefix}' || ${table}.id)`;
const TABLES = [
  { table: 'observations', isTouched: isTouched('observations', 'o') },
  { table: 'summaries', isTouched: isTouched('summaries', 's') },
];

/** What new results of the same events must not repeat. */
export interface TouchedResults {
  readonly evidence: readonly string[];
  readonly hasSummary: boolean;
}

/** Observations and summaries. Ids are public as `o12` and `s3`, and never used twice. */
export class MemoryTable {
  private readonly prompts: AskedPrompts;

  constructor(private readonly db: Database) {
    this.prompts = new AskedPrompts(db);
  }

  /** @param taken evidence that other observations stand on: one that has no other is not added */
  addObservation(batch: Batch, draft: ObservationDraft, batchId: number, taken: readonly string[] = []): void {
    const sources = batch.messages.filter((message) => draft.messageIds.includes(message.id));
    const last = sources.at(-1) ?? batch.messages.at(-1);
    if (!last) throw new Error('an observation of no message');
    const evidence = sources.flatMap((message) => message.toolUseId ?? []);
    if (evidence.length > 0 && evidence.every((id) => taken.includes(id))) return;
    const subagentType = sources.find((message) => message.subagent)?.subagent?.type;
    const body: ObservationBody = {
      subtitle: draft.subtitle,
      narrative: draft.narrative,
      facts: draft.facts,
      concepts: draft.concepts,
      filesRead: draft.filesRead,
      filesModified: draft.filesModified,
      evidence,
      ...(subagentType !== undefined && { subagentType }),
    };
    this.insert('observations', last, draft.title, body, batchId, draft.type);
  }

  addSummary(last: Message, draft: SummaryDraft, batchId: number): void {
    this.insert('summaries', last, draft.request, draft, batchId, undefined);
  }

  /** Removes what a batch gave before, when it is processed again; what a person has touched stays. */
  removeBatch(sessionId: number, batchId: number): void {
    for (const { table, isTouched } of TABLES) this.db.run(`DELETE FROM ${table} WHERE session_id = ? AND batch = ? AND NOT (${isTouched})`, sessionId, batchId);
  }

  /** What stays of a batch that is processed again because a person has touched it. */
  touched(sessionId: number, batchId: number): TouchedResults {
    const rows = this.db.all(`SELECT body FROM observations WHERE session_id = ? AND batch = ? AND (${isTouched('observations', 'o')})`, sessionId, batchId);
    return {
      evidence: rows.flatMap((row) => observationBody(row).evidence),
      hasSummary: this.db.get(`SELECT 1 FROM summaries WHERE session_id = ? AND batch = ? AND (${isTouched('summaries', 's')})`, sessionId, batchId) !== undefined,
    };
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
        ...marksOf(row),
      }));
    return [
      ...entries('summary', `SELECT id, title, at, ${MARK_COLUMNS} FROM summaries WHERE session_id = ? AND prompt_number = ? ORDER BY id DESC`),
      ...entries('observation', `SELECT id, type, title, at, body, ${MARK_COLUMNS} FROM observations WHERE session_id = ? AND prompt_number = ? ORDER BY id DESC`),
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

export function titleOf(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return line.length <= TITLE_LENGTH ? line : `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…`;
}

/** What `marksOf` reads. */
export const MARK_COLUMNS = 'pinned_at, excluded, superseded_by, edited_at';

export function marksOf(row: Row): Marks {
  const supersededBy = textOrNull(row, 'superseded_by');
  return {
    ...(numberOrNull(row, 'pinned_at') !== null && { isPinned: true }),
    ...(number(row, 'excluded') === 1 && { isExcluded: true }),
    ...(supersededBy !== null && { supersededBy }),
    ...(numberOrNull(row, 'edited_at') !== null && { isEdited: true }),
  };
}

export function typeOf(row: Row): ObservationType {
  const name = text(row, 'type');
  const type = OBSERVATION_TYPES.find((known) => known === name);
  if (!type) throw new Error(`an unknown observation type ${name} in the database`);
  return type;
}

export function observationBodyOf({ subtitle, narrative, facts, concepts, filesRead, filesModified, evidence, subagentType }: Omit<ObservationBody, 'subagentType'> & { readonly subagentType?: string | undefined }): ObservationBody {
  return { subtitle, narrative, facts, concepts, filesRead, filesModified, evidence, ...(subagentType !== undefined && { subagentType }) };
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
    ...marksOf(row),
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
    ...marksOf(row),
  };
}
