import type { Clock, Embedder, Logger } from '../ports';
import type { ModelSettings } from '../settings';
import { Embeddings } from './embeddings';
import type { EmbeddingState, EmbeddingStore } from './embeddingStore';

export interface MeaningSearchParts {
  /** Undefined when the settings name no endpoint. */
  readonly createEmbedder: (settings: ModelSettings | undefined) => Embedder | undefined;
  readonly store: EmbeddingStore;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChange: () => void;
}

/** Search by meaning, on and off as the settings say. While it is off, nothing is called and no vector is in memory. */
export class MeaningSearch {
  private settings = '';
  private current: Embeddings | undefined;
  private ended: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: MeaningSearchParts) {}

  get state(): EmbeddingState | undefined {
    return this.current?.state;
  }

  /** Nothing happens when the settings are what they were. */
  configure(settings: ModelSettings | undefined): void {
    const { createEmbedder, store, clock, log, onChange } = this.parts;
    if (this.settings === JSON.stringify(settings ?? null)) return;
    this.settings = JSON.stringify(settings ?? null);
    const before = this.current;
    const embedder = createEmbedder(settings);
    this.current = embedder && new Embeddings(embedder, store, clock, log, onChange);
    const { current } = this;
    this.ended = this.ended.then(() => before?.dispose()).then(() => (current ? current.wake() : store.forget()));
  }

  /** There may be something new to embed. */
  wake(): void {
    this.current?.wake();
  }

  /** A query's vector, when there is one in time. */
  async vectorOf(query: string): Promise<Float32Array | undefined> {
    return this.current?.vectorOf(query);
  }

  async dispose(): Promise<void> {
    await this.ended;
    await this.current?.dispose();
  }
}
