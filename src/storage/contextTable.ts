import type { Memory, Observation, Summary } from '../core/observation';
import { number, text } from './columns';
import type { Database, Row } from './database';
import { observationOf, summaryOf } from './memoryTable';

/** Sessions looked at, from the newest on. */
const MAX_SESSIONS = 30;
const SUMMARIES = 6;
const OBSERVATIONS = 60;
const FOLDERS = 30;

const PINNED = 50;
/** What an agent is told without asking. */
const TOLD = 'excluded = 0 AND superseded_by IS NULL';

/** What is pinned in a project, and what was done last. */
export class ContextTable {
  constructor(private readonly db: Database) {}

  /** In the order of pinning. */
  pinned(project: string): Memory[] {
    const of = (table: string): Row[] => this.db.all(`SELECT m.*, s.project FROM ${table} m INDEXED BY ${table}_pinned JOIN sessions s ON s.id = m.session_id WHERE m.pinned_at IS NOT NULL AND ${TOLD} AND s.project = ? ORDER BY m.pinned_at, m.id LIMIT ?`, project, PINNED);
    const all = [...of('observations').map((row) => ({ row, memory: observationOf(row) })), ...of('summaries').map((row) => ({ row, memory: summaryOf(row) }))];
    return all.sort((a, b) => number(a.row, 'pinned_at') - number(b.row, 'pinned_at')).map(({ memory }) => memory).slice(0, PINNED);
  }

  /** The last summary of each of the last sessions, and the last observations, newest first; without what is pinned. */
  latest(project: string): { summaries: Summary[]; recent: Observation[] } {
    const summaries: Summary[] = [];
    const recent: Observation[] = [];
    for (const row of this.db.all('SELECT id FROM sessions WHERE project = ? ORDER BY last_at DESC, id DESC LIMIT ?', project, MAX_SESSIONS)) {
      const session = number(row, 'id');
      const summary = this.db.get(`SELECT m.*, s.project FROM summaries m JOIN sessions s ON s.id = m.session_id WHERE m.session_id = ? AND ${TOLD} ORDER BY m.prompt_number DESC, m.id DESC LIMIT 1`, session);
      if (summary && summary['pinned_at'] === null && summaries.length < SUMMARIES) summaries.push(summaryOf(summary));
      const wanted = OBSERVATIONS - recent.length;
      if (wanted > 0) recent.push(...this.db.all(`SELECT o.*, s.project FROM observations o JOIN sessions s ON s.id = o.session_id WHERE o.session_id = ? AND ${TOLD} AND pinned_at IS NULL ORDER BY o.prompt_number DESC, o.id DESC LIMIT ?`, session, wanted).map(observationOf));
      if (wanted <= 0 && summaries.length === SUMMARIES) break;
    }
    return { summaries, recent };
  }

  /** Where the last sessions began, each folder once, the last one first. */
  folders(project: string): string[] {
    return [...new Set(this.db.all('SELECT cwd FROM sessions WHERE project = ? ORDER BY last_at DESC, id DESC LIMIT ?', project, FOLDERS).map((row) => text(row, 'cwd')))];
  }
}
