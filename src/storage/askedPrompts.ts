import { NOTES } from '../core/hookEvent';
import type { AskedPrompt } from '../core/observation';
import { number, text } from './columns';
import type { Database } from './database';

const ASKED = 'SELECT p.session_id, p.number, p.text, p.at, s.project FROM prompts p JOIN sessions s ON s.id = p.session_id WHERE p.session_id = ? AND p.number = ? AND p.is_private = 0 AND p.text IS NOT NULL';
/** What heads notes written by hand was never asked. */
const NOT_SUMMED_UP = `s.agent <> '${NOTES}' AND NOT EXISTS (SELECT 1 FROM summaries m WHERE m.session_id = p.session_id AND m.prompt_number = p.number)`;

/** Prompts as memories. Their ids are public as `p4.2`: prompt 2 of session 4. */
export class AskedPrompts {
  constructor(private readonly db: Database) {}

  /** Undefined for a private one, and for one whose tool uses alone are known. */
  get(sessionId: number, promptNumber: number): AskedPrompt | undefined {
    return this.read(ASKED, sessionId, promptNumber);
  }

  /** The prompt while nothing else tells what its turn is about. */
  unsummed(sessionId: number, promptNumber: number): AskedPrompt | undefined {
    return this.read(`${ASKED} AND ${NOT_SUMMED_UP}`, sessionId, promptNumber);
  }

  private read(sql: string, sessionId: number, promptNumber: number): AskedPrompt | undefined {
    const row = this.db.get(sql, sessionId, promptNumber);
    if (!row || text(row, 'text').trim() === '') return undefined;
    return { kind: 'prompt', id: `p${sessionId}.${promptNumber}`, sessionId, promptNumber, project: text(row, 'project'), atMs: number(row, 'at'), request: text(row, 'text') };
  }
}
