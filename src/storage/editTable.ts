import type { Marking, MemoryChanges, Note } from '../core/editing';
import { UserFacingError } from '../core/errors';
import { NOTES } from '../core/hookEvent';
import type { Observation, Summary } from '../core/observation';
import { encodeBlob } from './blobCodec';
import { number } from './columns';
import type { Database } from './database';
import { memoryKey } from './memoryKey';
import { type MemoryTable, type ObservationBody, observationBodyOf, titleOf } from './memoryTable';
import type { Before } from './undoTable';

/** Batch of what no batch gave: it is never replaced when events are processed again. */
const BY_HAND = 0;

type Editable = Observation | Summary;

/** Changes of memories by people, inside a transaction. What a row was is kept in `before` first. */
export class EditTable {
  constructor(
    private readonly db: Database,
    private readonly memories: MemoryTable,
  ) {}

  /** @throws UserFacingError when there is none that can be changed */
  memory(id: string): Editable {
    const memory = this.memories.get(id);
    if (!memory) throw new UserFacingError(`There is no memory ${id}.`);
    if (memory.kind === 'prompt') throw new UserFacingError(`${id} is a prompt: only observations and summaries can be changed.`);
    return memory;
  }

  mark(id: string, as: Marking, nowMs: number, before: Before): void {
    this.memory(id);
    before.keep(id);
    switch (as) {
      case 'pinned':
        return this.update(id, 'pinned_at = coalesce(pinned_at, ?), excluded = 0, superseded_by = NULL', nowMs);
      case 'unpinned':
        return this.update(id, 'pinned_at = NULL');
      case 'excluded':
        return this.update(id, 'excluded = 1, pinned_at = NULL');
      case 'included':
        return this.update(id, 'excluded = 0, superseded_by = NULL');
    }
  }

  supersede(id: string, by: string, before: Before): void {
    const [memory, replacement] = [this.memory(id), this.memory(by)];
    if (memory.id === replacement.id) throw new UserFacingError(`${id} cannot supersede itself.`);
    if (memory.kind !== replacement.kind) throw new UserFacingError(`${by} is ${aKind(replacement)} and ${id} ${aKind(memory)}: one cannot supersede the other.`);
    if (memory.project !== replacement.project) throw new UserFacingError(`${by} is of another project than ${id} and cannot supersede it.`);
    if (replacement.supersededBy !== undefined) throw new UserFacingError(`${by} is itself superseded by ${replacement.supersededBy}. Name that one instead.`);
    before.keep(id);
    this.update(id, 'superseded_by = ?, pinned_at = NULL', by);
  }

  edit(id: string, changes: MemoryChanges, nowMs: number, before: Before): void {
    const memory = this.memory(id);
    const foreign = Object.keys(changes).find((field) => !(field in memory) || NOT_EDITABLE.has(field));
    if (foreign !== undefined) throw new UserFacingError(`${aKind(memory)} has no ${foreign}.`.replace(/^a/, 'A'));
    const changed = { ...memory, ...changes };
    if (titleIn(changed).trim() === '') throw new UserFacingError(`${memory.kind === 'observation' ? 'The title' : 'The request'} must not be empty.`);
    before.keep(id);
    const body = encodeBlob(bodyOf(changed));
    if (changed.kind === 'observation') this.update(id, 'title = ?, body = ?, type = ?, edited_at = ?', titleOf(changed.title), body, changed.type, nowMs);
    else this.update(id, 'title = ?, body = ?, edited_at = ?', titleOf(changed.request), body, nowMs);
  }

  delete(id: string, before: Before): void {
    this.memory(id);
    const { table, rowId } = keyOf(id);
    before.keep(id);
    // They hold again once their replacement is gone.
    for (const row of this.db.all(`SELECT id FROM ${table} WHERE superseded_by = ?`, id)) before.keep(`${id.charAt(0)}${number(row, 'id')}`);
    this.db.run(`DELETE FROM ${table} WHERE id = ?`, rowId);
  }

  /** The first of `ids` gives type, title and subtitle. @returns the id of the new observation */
  merge(ids: readonly string[], nowMs: number, before: Before): string {
    const merged = ids.map((id) => this.observation(id));
    const [first] = merged;
    if (!first || merged.length < 2) throw new UserFacingError('Merging takes at least two different observations.');
    const other = merged.find(({ project }) => project !== first.project);
    if (other) throw new UserFacingError(`${other.id} is of another project than ${first.id}: only observations of one project can be merged.`);
    const inTime = merged.toSorted((a, b) => a.atMs - b.atMs || keyOf(a.id).rowId - keyOf(b.id).rowId);
    const newest = inTime.at(-1) ?? first;
    const all = <T>(of: (one: Observation) => readonly T[]): T[] => [...new Set(inTime.flatMap(of))];
    const subagentType = inTime.findLast((one) => one.subagentType !== undefined)?.subagentType;
    const id = this.add(newest, first, {
      subtitle: first.subtitle,
      narrative: all(({ narrative }) => (narrative === '' ? [] : [narrative])).join('\n\n'),
      facts: all(({ facts }) => facts),
      concepts: all(({ concepts }) => concepts),
      filesRead: all(({ filesRead }) => filesRead),
      filesModified: all(({ filesModified }) => filesModified),
      evidence: all(({ evidence }) => evidence),
      ...(subagentType !== undefined && { subagentType }),
    }, nowMs);
    before.keepAbsence(id, newest.sessionId);
    if (merged.some(({ isPinned }) => isPinned)) this.update(id, 'pinned_at = ?', nowMs);
    for (const one of merged) this.supersede(one.id, id, before);
    return id;
  }

  /** A note goes to its day's session of notes. @returns its id */
  remember({ project, title, text, type, concepts, files }: Required<Note>, nowMs: number, before: Before): string {
    const sessionId = this.notesOf(project, nowMs);
    const id = this.add({ sessionId, promptNumber: 1, atMs: nowMs }, { type, title }, { subtitle: '', narrative: text, facts: [], concepts, filesRead: files, filesModified: [], evidence: [] }, nowMs);
    before.keepAbsence(id, sessionId);
    return id;
  }

  private notesOf(project: string, nowMs: number): number {
    const day = new Date(nowMs).toISOString().slice(0, 10);
    const name = `${day} ${project}`;
    this.db.run(
      `INSERT INTO sessions (agent, agent_session_id, project, cwd, title, started_at, last_at, prompt_count, current_prompt) VALUES (?, ?, ?, ?, ?, ?, ?, 1, 1)
       ON CONFLICT (agent, agent_session_id) DO UPDATE SET last_at = max(last_at, excluded.last_at)`,
      NOTES, name, project, project, `Notes of ${day}`, nowMs, nowMs,
    );
    const row = this.db.get('SELECT id FROM sessions WHERE agent = ? AND agent_session_id = ?', NOTES, name);
    if (!row) throw new Error('an INSERT made no session');
    const sessionId = number(row, 'id');
    this.db.run('INSERT OR IGNORE INTO prompts (session_id, number, seq, text, is_private, at) VALUES (?, 1, 1, NULL, 0, ?)', sessionId, nowMs);
    return sessionId;
  }

  private add(where: Pick<Observation, 'sessionId' | 'promptNumber' | 'atMs'>, { type, title }: Pick<Observation, 'type' | 'title'>, body: ObservationBody, nowMs: number): string {
    const [row] = this.db.run(
      'INSERT INTO observations (session_id, prompt_number, at, type, title, body, batch, edited_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id',
      where.sessionId, where.promptNumber, where.atMs, type, titleOf(title), encodeBlob(body), BY_HAND, nowMs,
    );
    if (!row) throw new Error('an INSERT gave no id');
    return `o${number(row, 'id')}`;
  }

  private observation(id: string): Observation {
    const memory = this.memory(id);
    if (memory.kind !== 'observation') throw new UserFacingError(`${id} is a summary: only observations can be merged.`);
    return memory;
  }

  private update(id: string, assignments: string, ...values: (string | number | Uint8Array)[]): void {
    const { table, rowId } = keyOf(id);
    this.db.run(`UPDATE ${table} SET ${assignments} WHERE id = ?`, ...values, rowId);
  }
}

const NOT_EDITABLE = new Set(['kind', 'id', 'sessionId', 'promptNumber', 'project', 'atMs', 'evidence', 'subagentType']);

function keyOf(id: string): { table: string; rowId: number } {
  const key = memoryKey(id);
  if (!key) throw new UserFacingError(`There is no memory ${id}.`);
  return key;
}

function titleIn(memory: Editable): string {
  return memory.kind === 'observation' ? memory.title : memory.request;
}

function bodyOf(memory: Editable): object {
  if (memory.kind === 'observation') return observationBodyOf(memory);
  const { request, investigated, learned, completed, nextSteps } = memory;
  return { request, investigated, learned, completed, nextSteps };
}

function aKind({ kind }: Editable): string {
  return kind === 'observation' ? 'an observation' : 'a summary';
}
