import { text } from './columns';
import type { Database } from './database';

/** Single facts that outlive a restart, by name. */
export class StateTable {
  constructor(private readonly db: Database) {}

  get(name: string): string | undefined {
    const row = this.db.get('SELECT value FROM state WHERE name = ?', name);
    return row && text(row, 'value');
  }

  set(name: string, value: string | undefined): void {
    if (value === undefined) this.db.run('DELETE FROM state WHERE name = ?', name);
    else this.db.run('INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value', name, value);
  }
}
