import type { PromptEntry } from '../core/api';
import { number, textOrNull } from './columns';
import type { Database, Row } from './database';

export interface PromptRow {
  /** Its place among the session's prompts, by time. */
  readonly number: number;
  /** The order in which it became known: it stays, whatever becomes known of earlier ones. */
  readonly seq: number;
  /** Null while only its tool uses have come. */
  readonly text: string | null;
  readonly isPrivate: boolean;
  readonly atMs: number;
  /** False while only a transcript has told of it. */
  readonly isTold: boolean;
  readonly agentPromptId: string | null;
  readonly transcriptKey: string | null;
}

const FOUND = 'SELECT * FROM prompts WHERE session_id = ?';

/** The numbered prompts of sessions. */
export class PromptTable {
  constructor(private readonly db: Database) {}

  byNumber(sessionId: number, promptNumber: number): PromptRow | undefined {
    return promptOf(this.db.get(`${FOUND} AND number = ?`, sessionId, promptNumber));
  }

  bySeq(sessionId: number, seq: number): PromptRow | undefined {
    return promptOf(this.db.get(`${FOUND} AND seq = ?`, sessionId, seq));
  }

  byAgentId(sessionId: number, agentPromptId: string): PromptRow | undefined {
    return promptOf(this.db.get(`${FOUND} AND agent_prompt_id = ? ORDER BY number LIMIT 1`, sessionId, agentPromptId));
  }

  byTranscriptKey(sessionId: number, key: string): PromptRow | undefined {
    return promptOf(this.db.get(`${FOUND} AND transcript_key = ? ORDER BY number LIMIT 1`, sessionId, key));
  }

  /** The last one that began before this time. */
  before(sessionId: number, atMs: number): PromptRow | undefined {
    return promptOf(this.db.get(`${FOUND} AND at <= ? ORDER BY at DESC, number DESC LIMIT 1`, sessionId, atMs));
  }

  /** Whether this very prompt is there: written before, but not acknowledged, it comes again. */
  has(sessionId: number, promptText: string, atMs: number): boolean {
    return this.db.get('SELECT 1 FROM prompts WHERE session_id = ? AND at = ? AND text = ? AND is_told = 1', sessionId, atMs, promptText) !== undefined;
  }

  /** The prompts of these words of about this time, the nearest first. */
  near(sessionId: number, promptText: string, atMs: number, withinMs: number): PromptRow[] {
    return this.db
      .all(`${FOUND} AND text = ? AND at BETWEEN ? AND ? ORDER BY abs(at - ?), number`, sessionId, promptText, atMs - withinMs, atMs + withinMs, atMs)
      .map(promptOfRow);
  }

  /** One more prompt, the session's last until `order`. */
  add(sessionId: number, prompt: Omit<PromptRow, 'number'>): PromptRow {
    this.db.run(
      'INSERT INTO prompts (session_id, number, seq, agent_prompt_id, transcript_key, text, is_private, at, is_told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      sessionId, prompt.seq, prompt.seq, prompt.agentPromptId, prompt.transcriptKey, prompt.text, prompt.isPrivate ? 1 : 0, prompt.atMs, prompt.isTold ? 1 : 0,
    );
    return { ...prompt, number: prompt.seq };
  }

  change(sessionId: number, prompt: PromptRow): PromptRow {
    this.db.run(
      'UPDATE prompts SET agent_prompt_id = ?, transcript_key = ?, text = ?, is_private = ?, at = ?, is_told = ? WHERE session_id = ? AND seq = ?',
      prompt.agentPromptId, prompt.transcriptKey, prompt.text, prompt.isPrivate ? 1 : 0, prompt.atMs, prompt.isTold ? 1 : 0, sessionId, prompt.seq,
    );
    return prompt;
  }

  /**
   * Numbers the session's prompts by their time, and with them all that belongs to them. Nothing of it may be with a provider.
   * @returns the words of the first that has any; undefined when the order was right
   */
  order(sessionId: number): string | undefined {
    const rows = this.db.all('SELECT number FROM prompts WHERE session_id = ? ORDER BY at, seq', sessionId).map((row) => number(row, 'number'));
    const moved = rows.flatMap((from, index) => (from === index + 1 ? [] : [[from, index + 1] as const]));
    if (moved.length === 0) return undefined;
    for (const table of ['prompts', 'messages', 'observations', 'summaries']) {
      const column = table === 'prompts' ? 'number' : 'prompt_number';
      // By way of negative numbers, so that none is in the way of another.
      for (const [from, to] of moved) this.db.run(`UPDATE ${table} SET ${column} = ? WHERE session_id = ? AND ${column} = ?`, -to, sessionId, from);
      this.db.run(`UPDATE ${table} SET ${column} = -${column} WHERE session_id = ? AND ${column} < 0`, sessionId);
    }
    const first = this.db.get("SELECT text FROM prompts WHERE session_id = ? AND trim(text) <> '' ORDER BY number LIMIT 1", sessionId);
    return first === undefined ? undefined : (textOrNull(first, 'text') ?? undefined);
  }

  list(sessionId: number): PromptEntry[] {
    return this.db
      .all(
        `SELECT number, text, is_private, at,
          (SELECT count(*) FROM observations o WHERE o.session_id = p.session_id AND o.prompt_number = p.number) AS observations,
          (SELECT count(*) FROM summaries s WHERE s.session_id = p.session_id AND s.prompt_number = p.number) AS summaries
         FROM prompts p WHERE session_id = ? ORDER BY number DESC`,
        sessionId,
      )
      .map((row) => ({
        sessionId,
        number: number(row, 'number'),
        text: textOrNull(row, 'text') ?? '',
        isPrivate: number(row, 'is_private') === 1,
        atMs: number(row, 'at'),
        observations: number(row, 'observations'),
        summaries: number(row, 'summaries'),
      }));
  }
}

const promptOf = (row: Row | undefined): PromptRow | undefined => row && promptOfRow(row);

function promptOfRow(row: Row): PromptRow {
  return {
    number: number(row, 'number'),
    seq: number(row, 'seq'),
    text: textOrNull(row, 'text'),
    isPrivate: number(row, 'is_private') === 1,
    atMs: number(row, 'at'),
    isTold: number(row, 'is_told') === 1,
    agentPromptId: textOrNull(row, 'agent_prompt_id'),
    transcriptKey: textOrNull(row, 'transcript_key'),
  };
}
