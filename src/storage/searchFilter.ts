import type { SearchQuery } from '../core/api';
import type { Corpus } from '../core/search/corpus';
import type { Documents } from '../core/search/documents';
import { conceptTerm, fileTerm, typeCode } from '../core/search/memoryFields';
import { ordinalsIn } from '../core/search/postings';
import type { Ranked } from '../core/search/rank';
import { number } from './columns';
import type { Database } from './database';

const PROMPT = typeCode('prompt');

/** What the filters of a query let through, by ordinal. A list without words is one of memories: prompts are in it only on request. A file is only told by its name here; its path takes the text. */
export class SearchFilter {
  private readonly sessions: Uint8Array | undefined;
  private readonly marked: Uint8Array | undefined;
  private readonly type: number | undefined;
  private readonly letsPromptsThrough: boolean;

  constructor(
    db: Database,
    private readonly corpus: Corpus,
    private readonly query: SearchQuery,
    /** Keys of memories that are not wanted. */
    private readonly leftOut: ReadonlySet<number> = new Set(),
  ) {
    this.sessions = sessionsOf(db, corpus, query);
    const terms = [...(query.concept === undefined ? [] : [conceptTerm(query.concept)]), ...(query.file === undefined ? [] : [fileTerm(query.file)])];
    this.marked = terms.length === 0 ? undefined : terms.map((term) => documentsWith(corpus, term)).reduce((both, one) => both.map((mark, ordinal) => mark & (one[ordinal] ?? 0)));
    this.letsPromptsThrough = query.type === 'prompt' || query.query.trim() !== '';
    this.type = query.type === undefined ? undefined : typeCode(query.type);
  }

  readonly accepts = (ordinal: number): boolean => {
    const { documents } = this.corpus;
    const atMs = documents.atMs[ordinal] ?? 0;
    return (
      (this.sessions === undefined || this.sessions[documents.session[ordinal] ?? 0] === 1) &&
      (this.marked === undefined || this.marked[ordinal] === 1) &&
      (this.type === undefined || documents.type[ordinal] === this.type) &&
      (this.letsPromptsThrough || !isPrompt(documents, ordinal)) &&
      !this.leftOut.has(documents.key[ordinal] ?? 0) &&
      (this.query.sinceMs === undefined || atMs >= this.query.sinceMs) &&
      (this.query.untilMs === undefined || atMs < this.query.untilMs)
    );
  };

  /** What is let through, the newest first. */
  newest(limit: number): Ranked[] {
    return newestOf(this.corpus.documents, this.accepts, limit).map((ordinal) => ({ ordinal, score: 0, matched: 0, nearby: 0 }));
  }
}

/** Memories that have one of the terms, the newest first, by ordinal. */
export function newestWith(corpus: Corpus, terms: readonly string[], limit: number): number[] {
  const marks = terms.map((term) => documentsWith(corpus, term));
  return newestOf(corpus.documents, (ordinal) => marks.some((marked) => marked[ordinal] === 1), limit);
}

function newestOf(documents: Documents, accepts: (ordinal: number) => boolean, limit: number): number[] {
  const found: number[] = [];
  for (let ordinal = documents.count - 1; ordinal >= 0; ordinal--) if (documents.alive[ordinal] === 1 && accepts(ordinal)) found.push(ordinal);
  return found.sort((a, b) => (documents.atMs[b] ?? 0) - (documents.atMs[a] ?? 0) || b - a).slice(0, limit);
}

export function isPrompt({ type }: Documents, ordinal: number): boolean {
  return type[ordinal] === PROMPT;
}

/** The sessions that project, agent and session let through, by index; undefined when they let all through. */
function sessionsOf(db: Database, { documents }: Corpus, { project, agent, sessionId }: SearchQuery): Uint8Array | undefined {
  const conditions = [...(project === undefined ? [] : [['project', project] as const]), ...(agent === undefined ? [] : [['agent', agent] as const]), ...(sessionId === undefined ? [] : [['id', sessionId] as const])];
  if (conditions.length === 0) return undefined;
  const ids = new Set(db.all(`SELECT id FROM sessions WHERE ${conditions.map(([column]) => `${column} = ?`).join(' AND ')}`, ...conditions.map(([, value]) => value)).map((row) => number(row, 'id')));
  return Uint8Array.from(documents.sessionIds, (id) => (ids.has(id) ? 1 : 0));
}

function documentsWith(corpus: Corpus, term: string): Uint8Array {
  const marks = new Uint8Array(corpus.documents.count);
  for (const ordinal of ordinalsWith(corpus, term)) marks[ordinal] = 1;
  return marks;
}

/** The documents that have a term, those that are gone among them. */
export function ordinalsWith(corpus: Corpus, term: string): number[] {
  return ordinalsIn(corpus.postings(term));
}
