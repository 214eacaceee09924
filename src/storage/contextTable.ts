import type { Observation, Summary } from '../core/observation';
import { number, text } from './columns';
import type { Database } from './database';
import { observationOf, summaryOf } from './memoryTable';

/** Sessions looked at, from the newest on. */
const MAX_SESSIONS = 30;
const SUMMARIES = 6;
const OBSERVATIONS = 60;
const FOLDERS = 30;

/** What was done last in a project. */
export class ContextTable {
  constructor(private readonly db: Database) {}

  /** The last summary of each of the last sessions, and the last observations, newest first. */
  latest(project: string): { summaries: Summary[]; recent: Observation[] } {
    const summaries: Summary[] = [];
    const recent: Observation[] = [];
    for (const row of this.db.all('SELECT id FROM sessions WHERE project = ? ORDER BY last_at DESC, id DESC LIMIT ?', project, MAX_SESSIONS)) {
      const session = number(row, 'id');
      const summary = this.db.get('SELECT m.*, s.project FROM summaries m JOIN sessions s ON s.id = m.session_id WHERE m.session_id = ? ORDER BY m.prompt_number DESC, m.id DESC LIMIT 1', session);
      if (summary && summaries.length < SUMMARIES) summaries.push(summaryOf(summary));
      const wanted = OBSERVATIONS - recent.length;
      if (wanted > 0) recent.push(...this.db.all('SELECT o.*, s.project FROM observations o JOIN sessions s ON s.id = o.session_id WHERE o.session_id = ? ORDER BY o.prompt_number DESC, o.id DESC LIMIT ?', session, wanted).map(observationOf));
      if (wanted <= 0 && summaries.length === SUMMARIES) break;
    }
    return { summaries, recent };
  }

  /** Where the last sessions began, each folder once, the last one first. */
  folders(project: string): string[] {
    return [...new Set(this.db.all('SELECT cwd FROM sessions WHERE project = ? ORDER BY last_at DESC, id DESC LIMIT ?', project, FOLDERS).map((row) => text(row, 'cwd')))];
  }
}
