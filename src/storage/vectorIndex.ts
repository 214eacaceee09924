import type { EmbeddingStore, Unembedded } from '../core/embedding/embeddingStore';
import { embeddingText } from '../core/embedding/embeddingText';
import type { Documents } from '../core/search/documents';
import { cosine, quantized } from '../core/search/quantized';
import type { Accepts } from '../core/search/rank';
import { Signatures } from '../core/search/signatures';
import type { Database } from './database';
import type { MemoryRows } from './memoryRows';
import type { SearchCorpus } from './searchCorpus';
import { isPrompt } from './searchFilter';
import { VectorTable } from './vectorTable';

/** Vectors read between two turns of the event loop. */
const SLICE = 500;
/** Documents near a query by their signs whose vectors are compared. */
const NEAREST = 200;

/**
 * The vectors of memories: whole ones in a table, their signs in memory (12 MB for 100,000 of 768 coordinates) once a model is in
 * use. A prompt has none: it is found until its summary is, which has.
 */
export class VectorIndex implements EmbeddingStore {
  private readonly table: VectorTable;
  private model: string | undefined;
  private signatures = new Signatures(0);
  private readonly leftOut = new Set<number>();

  /** @param catchUp takes into the corpus what is new */
  constructor(
    db: Database,
    private readonly corpus: SearchCorpus,
    private readonly rows: MemoryRows,
    private readonly catchUp: () => Promise<void>,
    private readonly transact: <T>(work: () => T) => Promise<T>,
  ) {
    this.table = new VectorTable(db);
  }

  async use(model: string): Promise<void> {
    if (this.model === model) return;
    this.forget();
    await this.catchUp();
    if (this.table.model?.name !== model) await this.transact(() => this.table.restart(model, 0));
    this.signatures = new Signatures(this.table.model?.dimension ?? 0);
    const { documents } = this.corpus;
    const ordinals = ordinalsOf(documents);
    let last = -Infinity;
    for (;;) {
      const some = this.table.after(last, SLICE);
      for (const { document, vector } of some) this.set(ordinals.get(document), vector);
      last = some.at(-1)?.document ?? last;
      if (some.length < SLICE) break;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    // The index may have begun anew meanwhile.
    if (documents !== this.corpus.documents) return this.use(model);
    this.model = model;
  }

  /** Gives the memory back, also when the index begins anew; the table stays, for when the same model is used again. */
  forget(): void {
    this.model = undefined;
    this.signatures = new Signatures(0);
    this.leftOut.clear();
  }

  async missing(limit: number): Promise<readonly Unembedded[]> {
    await this.catchUp();
    if (this.model === undefined) return [];
    const changesSeen = this.table.lastChange();
    const found: Unembedded[] = [];
    for (const document of this.without()) {
      const memory = this.rows.memory(document)?.memory;
      const text = memory ? embeddingText(memory) : '';
      if (text === '') this.leftOut.add(document);
      else if (found.push({ document, text, changesSeen }) >= limit) break;
    }
    return found;
  }

  get missingCount(): number {
    const { documents } = this.corpus;
    let count = 0;
    for (let ordinal = 0; ordinal < documents.count; ordinal++) if (this.isMissing(ordinal)) count++;
    return count;
  }

  async keep(model: string, batch: readonly Unembedded[], vectors: readonly Float32Array[]): Promise<void> {
    const dimension = vectors[0]?.length ?? 0;
    const kept = await this.transact(() => {
      if (this.model !== model) return [];
      if (this.table.model?.dimension !== dimension) this.table.restart(model, dimension);
      return batch.flatMap(({ document, changesSeen }, index) => {
        const vector = vectors[index];
        if (vector === undefined || this.table.isChangedSince(document, changesSeen)) return [];
        const bytes = quantized(vector);
        this.table.put(document, bytes);
        return [{ document, bytes }];
      });
    });
    if (this.model !== model) return;
    if (this.signatures.dimension !== dimension) this.signatures = new Signatures(dimension);
    for (const { document, bytes } of kept) this.set(this.corpus.documents.ordinalOf(document), bytes);
  }

  leaveOut({ document }: Unembedded): void {
    this.leftOut.add(document);
  }

  /** How near memories are to a vector, those of `also` and the nearest others: 0 for what is usual, 1 for the same. */
  similarities(query: Float32Array, also: readonly number[], accepts: Accepts): ReadonlyMap<number, number> {
    if (query.length !== this.signatures.dimension) return new Map();
    const vector = quantized(query);
    const { documents } = this.corpus;
    const { ordinals, usual } = this.signatures.nearest(vector, NEAREST, documents, accepts);
    const found = new Map<number, number>();
    for (const ordinal of new Set([...also, ...ordinals])) {
      const other = this.table.vector(documents.key[ordinal] ?? 0);
      if (other?.length === vector.length) found.set(ordinal, (cosine(vector, other) - usual) / (1 - usual));
    }
    return found;
  }

  private set(ordinal: number | undefined, vector: Int8Array): void {
    if (ordinal !== undefined && ordinal >= 0 && vector.length === this.signatures.dimension) this.signatures.set(ordinal, vector);
  }

  /** Memories without a vector, the newest first. */
  private *without(): Iterable<number> {
    const { documents } = this.corpus;
    for (let ordinal = documents.count - 1; ordinal >= 0; ordinal--) if (this.isMissing(ordinal)) yield documents.key[ordinal] ?? 0;
  }

  private isMissing(ordinal: number): boolean {
    const { documents } = this.corpus;
    return documents.alive[ordinal] === 1 && !this.signatures.has(ordinal) && !isPrompt(documents, ordinal) && !this.leftOut.has(documents.key[ordinal] ?? 0);
  }

}

function ordinalsOf({ count, alive, key }: Documents): Map<number, number> {
  const ordinals = new Map<number, number>();
  for (let ordinal = 0; ordinal < count; ordinal++) if (alive[ordinal] === 1) ordinals.set(key[ordinal] ?? 0, ordinal);
  return ordinals;
}
