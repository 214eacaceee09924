import type { FileMemory, SearchHit, SearchQuery } from '../core/api';
import { marksOn, type Memory, type Observation } from '../core/observation';
import type { FileLimits, PromptQuery } from '../core/ports';
import type { FileNames } from '../core/project';
import { explain } from '../core/search/explain';
import { fileTerms, touchOf } from '../core/search/fileTouch';
import { type FoundQuery, lookUp } from '../core/search/foundQuery';
import { fileTerm, isAbout, observationFields, promptFields, summaryFields } from '../core/search/memoryFields';
import { parseQuery, type ParsedQuery, plain } from '../core/search/parsedQuery';
import type { IndexedFields } from '../core/search/postings';
import { rank, type Ranked, spread } from '../core/search/rank';
import { joined } from '../core/search/joined';
import { Relevance } from '../core/search/relevance';
import type { Database } from './database';
import { MemoryRows } from './memoryRows';
import { SearchCorpus } from './searchCorpus';
import { isPrompt, newestWith, ordinalsWith, SearchFilter } from './searchFilter';
import { VectorIndex } from './vectorIndex';

/** New memories taken in between two turns of the event loop. */
const SLICE = 64;
/** More candidates are ranked than wanted: some may be left out by what only their text tells. */
const SPARE = 30;
const MAX_CHECKED = 500;
/** A name such as `index.ts` is one of thousands of files: of so many memories it is looked which of them they are about. */
const MAX_NAMESAKES = 4_000;
/** Memories that are read to find those about some files: many files may have one name. */
const MAX_READ = 50;
/** How much more a memory counts that holds what the query quotes. */
const PHRASE_GAIN = 1.5;
/** How much less one counts in whose place another holds. */
const SUPERSEDED_SHARE = 0.5;

export interface SearchOptions {
  /** Leaves out what people excluded or superseded. */
  readonly isForAgents?: boolean;
}

/** Finds memories: the ranking of core/search over the tables' memories. */
export class SearchIndex {
  private readonly corpus: SearchCorpus;
  private readonly rows: MemoryRows;
  readonly vectors: VectorIndex;
  /** Gives a query's vector when it has it in time; undefined while there is no search by meaning. */
  vectorOf: ((query: string) => Promise<Float32Array | undefined>) | undefined;

  /** @param transact makes changes that last */
  constructor(
    private readonly db: Database,
    transact: <T>(work: () => T) => Promise<T>,
  ) {
    this.corpus = new SearchCorpus(db);
    this.rows = new MemoryRows(db);
    this.vectors = new VectorIndex(db, this.corpus, this.rows, () => this.catchUp(), transact);
  }

  /** Takes in some of what is new. Not inside a transaction. */
  follow(): void {
    this.corpus.catchUp(SLICE);
  }

  /** Everything is taken in anew, and no table holds a word of what is gone. Not inside a transaction. */
  restart(): void {
    this.corpus.restart();
    this.vectors.forget();
  }

  /** Takes in all that is new, a slice at a time. */
  async catchUp(isWanted: () => boolean = () => true): Promise<void> {
    while (isWanted() && !this.corpus.catchUp(SLICE)) await new Promise<void>((resolve) => setImmediate(resolve));
  }

  /** Memories that match, the best first; without any words, those that the filters let through, the newest first. */
  async search(query: SearchQuery, limit: number, { isForAgents = false }: SearchOptions = {}): Promise<SearchHit[]> {
    const parsed = parseQuery(query.query);
    const isListing = query.query.trim() === '';
    // What is quoted is wanted to the letter.
    const vector = isListing || parsed.isExact ? undefined : await this.vectorOf?.(query.query);
    await this.catchUp();
    const filter = new SearchFilter(this.db, this.corpus, query, isForAgents ? this.rows.leftOut() : undefined);
    const isChecked = parsed.isExact || query.file !== undefined;
    const wanted = isChecked ? MAX_CHECKED : limit + SPARE;
    const found = lookUp(parsed, this.corpus);
    const ranked = isListing ? filter.newest(wanted) : spread(vector ? this.byMeaning(vector, found, wanted, filter) : this.ranked(found, wanted, filter), this.corpus.documents);
    const hits: SearchHit[] = [];
    for (const one of ranked) {
      const hit = this.hit(one, parsed, found, query.file);
      if (hit) hits.push(hit);
      if (hits.length >= wanted || (hits.length >= limit && parsed.phrases.length === 0)) break;
    }
    return hits.sort((a, b) => b.score - a.score).slice(0, limit);
  }

  /** What was learned in a project of what a prompt is about, the best first; nothing of the prompt's own session, and no mere prompt. */
  async relevant({ text, project, sessionId }: PromptQuery, limit: number): Promise<Memory[]> {
    await this.catchUp();
    const found = lookUp(parseQuery(text), this.corpus);
    const relevance = new Relevance(found);
    const { accepts } = new SearchFilter(this.db, this.corpus, { query: text, project }, this.rows.leftOut());
    const { documents } = this.corpus;
    const others = (ordinal: number): boolean => accepts(ordinal) && !isPrompt(documents, ordinal) && documents.sessionIds[documents.session[ordinal] ?? 0] !== sessionId;
    const ranked = rank(found, limit + SPARE, others).filter(({ matched }) => relevance.isRelevant(matched));
    const byTitle = new Map<string, Memory>();
    for (const { ordinal } of spread(ranked, documents)) {
      const memory = this.rows.memory(documents.key[ordinal] ?? 0)?.memory;
      if (!memory) continue;
      const title = plain(memory.kind === 'observation' ? memory.title : memory.request);
      if (!byTitle.has(title)) byTitle.set(title, memory);
      if (byTitle.size === limit) break;
    }
    return [...byTitle.values()];
  }

  /** Memories of one file, the newest first. */
  async ofFile(names: FileNames, limit: number): Promise<FileMemory[]> {
    await this.catchUp();
    const { documents } = this.corpus;
    const keys = newestWith(this.corpus, fileTerms(names), MAX_NAMESAKES).map((ordinal) => documents.key[ordinal] ?? 0);
    const found: FileMemory[] = [];
    for (const [at, key] of keys.entries()) {
      if (at % SLICE === SLICE - 1) await new Promise<void>((resolve) => setImmediate(resolve));
      const memory = this.rows.memory(key)?.memory;
      if (memory?.kind !== 'observation') continue;
      const { kind, id, type, title, subtitle, atMs, project, sessionId } = memory;
      const touch = touchOf(memory, names);
      if (touch !== undefined && found.push({ kind, id, type, title, subtitle, atMs, project, sessionId, touch, ...marksOn(memory) }) >= limit) break;
    }
    return found;
  }

  private byMeaning(vector: Float32Array, found: FoundQuery, limit: number, filter: SearchFilter): Ranked[] {
    const byWords = this.ranked(found, limit, filter);
    const known = new Set(byWords.map(({ ordinal }) => ordinal));
    const similarities = this.vectors.similarities(vector, [...known], filter.accepts);
    if (similarities.size === 0) return byWords;
    const similar = this.ranked(found, similarities.size, { accepts: (ordinal) => similarities.has(ordinal) && !known.has(ordinal) });
    const relevance = new Relevance(found);
    return joined([...byWords, ...similar], similarities, (words) => relevance.shareOf(words), limit);
  }

  /** A prompt is found by its own words only: what stands beside a match is told better by memories. */
  private ranked(found: FoundQuery, limit: number, { accepts }: Pick<SearchFilter, 'accepts'>): Ranked[] {
    return rank(found, limit, accepts).filter(({ ordinal, matched }) => matched !== 0 || !isPrompt(this.corpus.documents, ordinal));
  }

  /** The newest observations of a project about the first of these files that have any, for agents. */
  async aboutFiles(project: string, files: readonly string[], limits: FileLimits): Promise<Map<string, readonly Observation[]>> {
    await this.catchUp();
    const { documents } = this.corpus;
    const { accepts } = new SearchFilter(this.db, this.corpus, { query: '', project }, this.rows.leftOut());
    const found = new Map<string, readonly Observation[]>();
    let read = 0;
    for (const file of files) {
      if (found.size === limits.files || read >= MAX_READ) break;
      const named = [...new Set(ordinalsWith(this.corpus, fileTerm(file)))].filter((ordinal) => documents.alive[ordinal] === 1 && accepts(ordinal));
      const about: Observation[] = [];
      for (const ordinal of named.sort((a, b) => (documents.atMs[b] ?? 0) - (documents.atMs[a] ?? 0) || b - a)) {
        if (about.length === limits.each || read++ >= MAX_READ) break;
        const memory = this.rows.memory(documents.key[ordinal] ?? 0)?.memory;
        if (memory?.kind === 'observation' && touchOf(memory, { inside: [{ project, path: file }], whole: [] })) about.push(memory);
      }
      if (about.length > 0) found.set(file, about);
    }
    return found;
  }

  private hit({ ordinal, score, isSimilar }: Ranked, { words, phrases, isExact }: ParsedQuery, found: FoundQuery, file: string | undefined): SearchHit | undefined {
    const key = this.corpus.documents.key[ordinal] ?? 0;
    const outline = this.rows.outline(key);
    if (!outline) return undefined;
    if (file !== undefined && !this.isAbout(key, file)) return undefined;
    const holdsPhrases = phrases.length > 0 && this.hasAll(key, phrases);
    if (isExact && !holdsPhrases) return undefined;
    const why = words.length === 0 && phrases.length === 0 ? (file === undefined ? 'newest first' : `about ${file}`) : explain(found, ordinal, isSimilar);
    return { ...outline, score: Math.round(score * (holdsPhrases ? PHRASE_GAIN : 1) * (outline.supersededBy === undefined ? 1 : SUPERSEDED_SHARE) * 1000) / 1000, why };
  }

  private isAbout(key: number, file: string): boolean {
    const memory = this.rows.memory(key)?.memory;
    return memory?.kind === 'observation' && isAbout(memory, file);
  }

  private hasAll(key: number, phrases: readonly string[]): boolean {
    const found = this.rows.memory(key);
    if (!found) return false;
    const { title, files, body } = fieldsOf(found.memory, found.prompt);
    const text = plain([title, files, body].join('\n'));
    return phrases.every((phrase) => text.includes(phrase));
  }
}

function fieldsOf(memory: Memory, prompt: string): IndexedFields {
  switch (memory.kind) {
    case 'observation':
      return observationFields(memory);
    case 'summary':
      return summaryFields(memory, prompt);
    case 'prompt':
      return promptFields(memory.request);
  }
}
