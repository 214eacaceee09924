import { blob, number, text } from './columns';
import type { Database } from './database';

/** Vectors of memories on disk. Changes are made inside a transaction. */
export class VectorTable {
  constructor(private readonly db: Database) {}

  get model(): { readonly name: string; readonly dimension: number } | undefined {
    const row = this.db.get('SELECT model, dimension FROM search_vector_model');
    return row && { name: text(row, 'model'), dimension: number(row, 'dimension') };
  }

  /** Empties the table for another model or another length of vectors. */
  restart(model: string, dimension: number): void {
    this.db.run('DELETE FROM search_vectors');
    this.db.run('DELETE FROM search_vector_model');
    this.db.run('INSERT INTO search_vector_model (model, dimension) VALUES (?, ?)', model, dimension);
  }

  put(document: number, vector: Int8Array): void {
    this.db.run('INSERT INTO search_vectors (document, vector) VALUES (?, ?) ON CONFLICT (document) DO UPDATE SET vector = excluded.vector', document, new Uint8Array(vector.buffer, vector.byteOffset, vector.length));
  }

  vector(document: number): Int8Array | undefined {
    const row = this.db.get('SELECT vector FROM search_vectors WHERE document = ?', document);
    return row && bytesOf(blob(row, 'vector'));
  }

  /** The next ones in the order of their numbers. */
  after(document: number, limit: number): { readonly document: number; readonly vector: Int8Array }[] {
    return this.db
      .all('SELECT document, vector FROM search_vectors WHERE document > ? ORDER BY document LIMIT ?', document, limit)
      .map((row) => ({ document: number(row, 'document'), vector: bytesOf(blob(row, 'vector')) }));
  }

  /** The number of the last change of any memory. */
  lastChange(): number {
    return number(this.db.get('SELECT coalesce(max(seq), 0) AS seq FROM search_stale') ?? { seq: 0 }, 'seq');
  }

  isChangedSince(document: number, change: number): boolean {
    return this.db.get('SELECT 1 FROM search_stale WHERE seq > ? AND document = ?', change, document) !== undefined;
  }
}

function bytesOf(bytes: Uint8Array): Int8Array {
  return new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
