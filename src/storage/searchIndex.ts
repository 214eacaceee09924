import type { SearchHit } from '../core/api';
import { indexedText, queryTerms } from '../core/searchTerms';
import { blob, number, text } from './columns';
import type { Database } from './database';

/** BM25's usual constants, and how much more a word in a title says. */
const K1 = 1.2;
const B = 0.75;
const WEIGHTS = [3, 1] as const;

/**
 * Full-text index over titles and bodies: contentless FTS4 with Porter stems, ranked by BM25 from its matchinfo. A document id
 * is the memory's id doubled, plus one for a summary. A deleted memory stays in the index and is left out by the join.
 */
export class SearchIndex {
  constructor(private readonly db: Database) {}

  add(kind: SearchHit['kind'], id: number, title: string, body: string): void {
    this.db.run('INSERT INTO memory_index (docid, title, body) VALUES (?, ?, ?)', documentId(kind, id), indexedText(title), indexedText(body));
  }

  /** Memories with any of the query's words, the best first. */
  search(query: string, project: string | undefined, limit: number): SearchHit[] {
    const terms = queryTerms(query);
    if (terms.length === 0) return [];
    const match = terms.map((term) => `"${term}"`).join(' OR ');
    const scored = this.db
      .all("SELECT docid, matchinfo(memory_index, 'pcnalx') AS info FROM memory_index WHERE memory_index MATCH ?", match)
      .map((row) => ({ docid: number(row, 'docid'), ...score(blob(row, 'info')) }))
      .sort((a, b) => b.score - a.score || b.docid - a.docid);
    const hits: SearchHit[] = [];
    for (const { docid, score: value, matched } of scored) {
      const hit = this.hit(docid, value, matched.flatMap((position) => terms[position] ?? []));
      if (hit && (project === undefined || hit.project === project)) hits.push(hit);
      if (hits.length === limit) break;
    }
    return hits;
  }

  private hit(docid: number, value: number, words: readonly string[]): SearchHit | undefined {
    const kind = docid % 2 === 0 ? 'observation' : 'summary';
    const id = Math.floor(docid / 2);
    const table = kind === 'observation' ? 'observations' : 'summaries';
    const row = this.db.get(`SELECT m.title, m.at, m.session_id, s.project FROM ${table} m JOIN sessions s ON s.id = m.session_id WHERE m.id = ?`, id);
    if (!row) return undefined;
    return {
      id: `${kind === 'observation' ? 'o' : 's'}${id}`,
      kind,
      title: text(row, 'title'),
      score: Math.round(value * 1000) / 1000,
      atMs: number(row, 'at'),
      project: text(row, 'project'),
      sessionId: number(row, 'session_id'),
      why: `matches ${words.join(', ')}`,
    };
  }
}

function documentId(kind: SearchHit['kind'], id: number): number {
  return id * 2 + (kind === 'summary' ? 1 : 0);
}

/** BM25 over `matchinfo(…, 'pcnalx')`: phrases, columns, rows, average lengths, lengths, then hits per phrase and column. */
function score(info: Uint8Array): { score: number; matched: number[] } {
  const values = new Uint32Array(info.slice().buffer);
  const at = (index: number): number => values[index] ?? 0;
  const phrases = at(0);
  const columns = at(1);
  const rows = at(2);
  const averages = 3;
  const lengths = averages + columns;
  const hits = lengths + columns;
  let sum = 0;
  const matched: number[] = [];
  for (let phrase = 0; phrase < phrases; phrase++) {
    let frequency = 0;
    let documents = 0;
    for (let column = 0; column < columns; column++) {
      const cell = hits + 3 * (phrase * columns + column);
      const length = at(lengths + column) / Math.max(1, at(averages + column));
      frequency += ((WEIGHTS[column] ?? 1) * at(cell)) / (1 - B + B * length);
      documents = Math.max(documents, at(cell + 2));
    }
    if (frequency === 0) continue;
    matched.push(phrase);
    sum += (Math.log(1 + (rows - documents + 0.5) / (documents + 0.5)) * frequency * (K1 + 1)) / (frequency + K1);
  }
  return { score: sum, matched };
}
