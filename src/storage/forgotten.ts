import type { Database } from './database';
import { hashOf } from './hashOf';

/** Of which sessions and times nothing is taken any more. Only a hash of the agent's id of a session is kept. */
export class Forgotten {
  constructor(private readonly db: Database) {}

  add(agentSessionId: string, fromMs: number, untilMs: number): void {
    this.db.run('INSERT INTO forgotten (session_hash, from_at, until_at) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET until_at = max(until_at, excluded.until_at)', hashOf(agentSessionId), fromMs, untilMs);
  }

  covers(agentSessionId: string, atMs: number): boolean {
    return this.db.get('SELECT 1 FROM forgotten WHERE session_hash = ? AND from_at <= ? AND until_at >= ?', hashOf(agentSessionId), atMs, atMs) !== undefined;
  }
}
