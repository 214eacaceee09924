import type { TranscriptRecord } from '../core/ports';
import { number, text } from './columns';
import type { Database } from './database';

/** How far transcripts were read. */
export class TranscriptTable {
  constructor(private readonly db: Database) {}

  get(file: string): TranscriptRecord | undefined {
    const row = this.db.get('SELECT * FROM transcripts WHERE file = ?', file);
    return row && { file, sizeBytes: number(row, 'size_bytes'), modifiedMs: number(row, 'modified_at'), readBytes: number(row, 'read_bytes'), isWanted: number(row, 'is_wanted') === 1 };
  }

  wanted(): string[] {
    return this.db.all('SELECT file FROM transcripts WHERE is_wanted = 1').map((row) => text(row, 'file'));
  }

  set({ file, sizeBytes, modifiedMs, readBytes, isWanted }: TranscriptRecord): void {
    this.db.run(
      `INSERT INTO transcripts (file, size_bytes, modified_at, read_bytes, is_wanted) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (file) DO UPDATE SET size_bytes = excluded.size_bytes, modified_at = excluded.modified_at, read_bytes = excluded.read_bytes, is_wanted = excluded.is_wanted`,
      file, sizeBytes, modifiedMs, readBytes, isWanted ? 1 : 0,
    );
  }
}
