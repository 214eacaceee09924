import type { Memory, Observation, ObservationType, Summary } from '../core/observation';
import { observationTerms, summaryFields, typeCode } from '../core/search/memoryFields';
import { countTerms, type TermCounts } from '../core/search/termCounts';
import { number, text, textOrNull } from './columns';
import type { Database, Row } from './database';
import { observationOf, summaryOf, typeOf } from './memoryTable';

/** A memory as it is indexed. */
export interface IndexableMemory {
  /** Its id doubled, plus one for a summary. */
  readonly key: number;
  readonly session: number;
  readonly atMs: number;
  readonly type: number;
  readonly counts: TermCounts;
}

/** What an answer to a search says of a memory: columns only, so that its text need not be decoded. */
export interface MemoryOutline {
  readonly id: string;
  readonly kind: Memory['kind'];
  readonly type: ObservationType | null;
  readonly title: string;
  readonly project: string;
  readonly sessionId: number;
  readonly atMs: number;
}

const OUTLINES = {
  observation: 'SELECT o.id, o.session_id, o.type, o.title, o.at, s.project FROM observations o JOIN sessions s ON s.id = o.session_id WHERE o.id = ?',
  summary: 'SELECT m.id, m.session_id, m.title, m.at, s.project FROM summaries m JOIN sessions s ON s.id = m.session_id WHERE m.id = ?',
};
const OBSERVATION = 'SELECT o.*, s.project FROM observations o JOIN sessions s ON s.id = o.session_id';
const SUMMARY = 'SELECT m.*, s.project, p.text AS prompt FROM summaries m JOIN sessions s ON s.id = m.session_id LEFT JOIN prompts p ON p.session_id = m.session_id AND p.number = m.prompt_number';

export function keyOf(id: string): number {
  return Number(id.slice(1)) * 2 + (id.startsWith('s') ? 1 : 0);
}

/** Memories by the index's keys, and the ones that it does not know yet in the order of their time. */
export class MemoryRows {
  private lastObservation = 0;
  private lastSummary = 0;

  constructor(private readonly db: Database) {}

  memory(key: number): { memory: Memory; prompt: string } | undefined {
    const isSummary = key % 2 === 1;
    const row = this.db.get(`${isSummary ? SUMMARY : OBSERVATION} WHERE ${isSummary ? 'm' : 'o'}.id = ?`, Math.floor(key / 2));
    if (!row) return undefined;
    return isSummary ? { memory: summaryOf(row), prompt: textOrNull(row, 'prompt') ?? '' } : { memory: observationOf(row), prompt: '' };
  }

  outline(key: number): MemoryOutline | undefined {
    const kind = key % 2 === 1 ? 'summary' : 'observation';
    const row = this.db.get(OUTLINES[kind], Math.floor(key / 2));
    return (
      row && {
        id: `${kind === 'observation' ? 'o' : 's'}${number(row, 'id')}`,
        kind,
        type: kind === 'observation' ? typeOf(row) : null,
        title: text(row, 'title'),
        project: text(row, 'project'),
        sessionId: number(row, 'session_id'),
        atMs: number(row, 'at'),
      }
    );
  }

  indexable(key: number): IndexableMemory | undefined {
    const found = this.memory(key);
    if (!found) return undefined;
    return found.memory.kind === 'observation' ? ofObservation(found.memory) : ofSummary(found.memory, found.prompt);
  }

  /** Everything up to this key is indexed. */
  passed(key: number): void {
    if (key % 2 === 0) this.lastObservation = Math.max(this.lastObservation, key / 2);
    else this.lastSummary = Math.max(this.lastSummary, (key - 1) / 2);
  }

  isPassed(key: number): boolean {
    return Math.floor(key / 2) <= (key % 2 === 0 ? this.lastObservation : this.lastSummary);
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
      this.passed(number(row, 'id') * 2 + (isSummary ? 1 : 0));
      try {
        taken.push(isSummary ? ofSummary(summaryOf(row), textOrNull(row, 'prompt') ?? '') : ofObservation(observationOf(row)));
      } catch {
        continue; // Damaged: it can neither be read nor found, which must not keep the others from being found.
      }
    }
    return taken;
  }
}

function ofObservation(memory: Observation): IndexableMemory {
  return { key: keyOf(memory.id), session: memory.sessionId, atMs: memory.atMs, type: typeCode(memory.type), counts: observationTerms(memory) };
}

function ofSummary(memory: Summary, prompt: string): IndexableMemory {
  return { key: keyOf(memory.id), session: memory.sessionId, atMs: memory.atMs, type: typeCode(undefined), counts: countTerms(summaryFields(memory, prompt)) };
}
