/** A memory without a vector. */
export interface Unembedded {
  readonly document: number;
  readonly text: string;
  /** The last change of any memory that `text` is from before or after: a vector of what was changed since is not kept. */
  readonly changesSeen: number;
}

/** Where the vectors of memories are kept. */
export interface EmbeddingStore {
  /** From now on vectors are of this model: those of another are dropped. */
  use(model: string): Promise<void>;
  /** No model is used: what is in memory is given back, what is on disk stays. */
  forget(): void;
  /** The newest memories that have no vector, at most `limit`. */
  missing(limit: number): Promise<readonly Unembedded[]>;
  readonly missingCount: number;
  /** In the order of `batch`. Vectors of another length than the ones before replace them all. Nothing is kept when the model is another by now. */
  keep(model: string, batch: readonly Unembedded[], vectors: readonly Float32Array[]): Promise<void>;
  /** The memory cannot be embedded; it is not missing until the next start. */
  leaveOut(memory: Unembedded): void;
}

/** What of embedding a status tells. */
export interface EmbeddingState {
  readonly model: string;
  /** Memories that have no vector yet. */
  readonly waiting: number;
  /** Why the endpoint is not asked at the moment; null when it is. */
  readonly problem: string | null;
}
