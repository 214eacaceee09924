import type { AskedPrompt, Marks, Memory, Observation, ObservationType, Summary } from '../core/observation';
import { observationTerms, promptFields, promptTitle, summaryFields, typeCode } from '../core/search/memoryFields';
import { countTerms, type TermCounts } from '../core/search/termCounts';
import { AskedPrompts } from './askedPrompts';
import { number, text, textOrNull } from './columns';
import type { Database, Row } from './database';
import { keyOfPrompt, keyOfRow, kindOf, promptOf, rowOf } from './documentKey';
import { MARK_COLUMNS, marksOf, observationOf, summaryOf, typeOf } from './memoryTable';

/** A memory as it is indexed. */
export interface IndexableMemory {
  readonly key: number;
  readonly session: number;
  readonly atMs: number;
  readonly type: number;
  readonly counts: TermCounts;
}

/** What an answer to a search says of a memory: columns only, so that its text need not be decoded. */
export interface MemoryOutline extends Marks {
  readonly id: string;
  readonly kind: Memory['kind'];
  readonly type: ObservationType | null;
  readonly title: string;
  readonly project: string;
  readonly sessionId: number;
  readonly atMs: number;
}

const OUTLINES = {
  observation: `SELECT o.id, o.session_id, o.type, o.title, o.at, s.project, ${MARK_COLUMNS} FROM observations o JOIN sessions s ON s.id = o.session_id WHERE o.id = ?`,
  summary: `SELECT m.id, m.session_id, m.title, m.at, s.project, ${MARK_COLUMNS} FROM summaries m JOIN sessions s ON s.id = m.session_id WHERE m.id = ?`,
};
const OBSERVATION = 'SELECT o.*, s.project FROM observations o JOIN sessions s ON s.id = o.session_id';
const SUMMARY = 'SELECT m.*, s.project, p.text AS prompt FROM summaries m JOIN sessions s ON s.id = m.session_id LEFT JOIN prompts p ON p.session_id = m.session_id AND p.number = m.prompt_number';

/** Memories by the index's keys, and the ones that it does not know yet in the order of their time. */
export class MemoryRows {
  private lastObservation = 0;
  private lastSummary = 0;
  private readonly prompts: AskedPrompts;

  constructor(private readonly db: Database) {
    this.prompts = new AskedPrompts(db);
  }

  memory(key: number): { memory: Memory; prompt: string } | undefined {
    const kind = kindOf(key);
    if (kind === 'prompt') {
      const memory = this.prompt(key);
      return memory && { memory, prompt: '' };
    }
    const isSummary = kind === 'summary';
    const row = this.db.get(`${isSummary ? SUMMARY : OBSERVATION} WHERE ${isSummary ? 'm' : 'o'}.id = ?`, rowOf(key));
    if (!row) return undefined;
    return isSummary ? { memory: summaryOf(row), prompt: textOrNull(row, 'prompt') ?? '' } : { memory: observationOf(row), prompt: '' };
  }

  outline(key: number): MemoryOutline | undefined {
    const kind = kindOf(key);
    if (kind === 'prompt') return outlineOf(this.prompt(key));
    const row = this.db.get(OUTLINES[kind], rowOf(key));
    return (
      row && {
        id: `${kind === 'observation' ? 'o' : 's'}${number(row, 'id')}`,
        kind,
        type: kind === 'observation' ? typeOf(row) : null,
        title: text(row, 'title'),
        project: text(row, 'project'),
        sessionId: number(row, 'session_id'),
        atMs: number(row, 'at'),
        ...marksOf(row),
      }
    );
  }

  indexable(key: number): IndexableMemory | undefined {
    const found = this.memory(key);
    switch (found?.memory.kind) {
      case undefined:
        return undefined;
      case 'observation':
        return ofObservation(found.memory);
      case 'summary':
        return ofSummary(found.memory, found.prompt);
      case 'prompt':
        return ofPrompt(found.memory);
    }
  }

  /** Keys of what no agent is told that does not ask for it. */
  leftOut(): ReadonlySet<number> {
    const keys = new Set<number>();
    for (const condition of ['excluded = 1', 'superseded_by IS NOT NULL']) {
      for (const row of this.db.all(`SELECT id FROM observations WHERE ${condition}`)) keys.add(keyOfRow('observation', number(row, 'id')));
      for (const row of this.db.all(`SELECT id FROM summaries WHERE ${condition}`)) keys.add(keyOfRow('summary', number(row, 'id')));
    }
    return keys;
  }

  /** Everything up to this key is indexed. */
  passed(key: number): void {
    const kind = kindOf(key);
    if (kind === 'observation') this.lastObservation = Math.max(this.lastObservation, rowOf(key));
    else if (kind === 'summary') this.lastSummary = Math.max(this.lastSummary, rowOf(key));
  }

  /** Prompts have no order of their own: they are told of by their changes alone. */
  isPassed(key: number): boolean {
    const kind = kindOf(key);
    return kind === 'prompt' || rowOf(key) <= (kind === 'observation' ? this.lastObservation : this.lastSummary);
  }

  restart(): void {
    this.lastObservation = 0;
    this.lastSummary = 0;
  }

  /** The next of both kinds that are not indexed yet, at most `limit`; they count as indexed from now on. */
  next(limit: number): IndexableMemory[] {
    const observations = this.db.all(`${OBSERVATION} WHERE o.id > ? ORDER BY o.id LIMIT ?`, this.lastObservation, limit);
    const summaries = this.db.all(`${SUMMARY} WHERE m.id > ? ORDER BY m.id LIMIT ?`, this.lastSummary, limit);
    const taken: IndexableMemory[] = [];
    while (taken.length < limit) {
      const [observation, summary] = [observations[0], summaries[0]];
      const isSummary = summary !== undefined && (observation === undefined || number(summary, 'at') < number(observation, 'at'));
      const row: Row | undefined = isSummary ? summaries.shift() : observations.shift();
      if (!row) break;
      this.passed(keyOfRow(isSummary ? 'summary' : 'observation', number(row, 'id')));
      try {
        taken.push(isSummary ? ofSummary(summaryOf(row), textOrNull(row, 'prompt') ?? '') : ofObservation(observationOf(row)));
      } catch {
        continue; // Damaged: it can neither be read nor found, which must not keep the others from being found.
      }
    }
    return taken;
  }

  private prompt(key: number): AskedPrompt | undefined {
    const { sessionId, promptNumber } = promptOf(key);
    return this.prompts.unsummed(sessionId, promptNumber);
  }
}

function outlineOf(prompt: AskedPrompt | undefined): MemoryOutline | undefined {
  if (!prompt) return undefined;
  const { id, kind, project, sessionId, atMs, request } = prompt;
  return { id, kind, type: null, title: promptTitle(request), project, sessionId, atMs };
}

function rowIdOf({ id }: Observation | Summary): number {
  return Number(id.slice(1));
}

function ofObservation(memory: Observation): IndexableMemory {
  return { key: keyOfRow('observation', rowIdOf(memory)), session: memory.sessionId, atMs: memory.atMs, type: typeCode(memory.type), counts: observationTerms(memory) };
}

function ofSummary(memory: Summary, prompt: string): IndexableMemory {
  return { key: keyOfRow('summary', rowIdOf(memory)), session: memory.sessionId, atMs: memory.atMs, type: typeCode('summary'), counts: countTerms(summaryFields(memory, prompt)) };
}

function ofPrompt({ sessionId, promptNumber, atMs, request }: AskedPrompt): IndexableMemory {
  return { key: keyOfPrompt(sessionId, promptNumber), session: sessionId, atMs, type: typeCode('prompt'), counts: countTerms(promptFields(request)) };
}
