import { messageOf, ProviderError } from '../errors';
import type { Clock, Embedder, Logger } from '../ports';
import { ProviderGate } from '../providerGate';
import type { EmbeddingState, EmbeddingStore, Unembedded } from './embeddingStore';

/** Texts of one call, and the bytes that they may have together. */
const MAX_TEXTS = 16;
const MAX_BATCH_BYTES = 24_000;
/** How long a search waits for the vector of its query. One that comes later serves the next search for the same. */
const QUERY_WAIT_MS = 300;
const REMEMBERED_QUERIES = 100;

interface Asked {
  readonly text: string;
  readonly resolve: (vector: Float32Array | undefined) => void;
}

/**
 * Keeps the vectors of all memories, and gives those of queries. One call is made at a time, a query's first; of the queries that
 * wait only the last is asked for. While the endpoint fails, nobody waits for it: queries have no vector, memories are made up
 * for when it works again.
 */
export class Embeddings {
  private readonly gate: ProviderGate;
  private readonly ending = new AbortController();
  private readonly queries = new Map<string, Float32Array>();
  private asked: Asked | undefined;
  private working: Promise<void> | undefined;
  private maxTexts = MAX_TEXTS;
  private told: string | undefined;

  constructor(
    private readonly embedder: Embedder,
    private readonly store: EmbeddingStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly onChange: () => void,
  ) {
    const quiet = { ...log, info: (message: string) => log.debug(message), warn: (message: string) => log.debug(message) };
    this.gate = new ProviderGate(clock, quiet, () => this.wake(), onChange);
  }

  get state(): EmbeddingState {
    const { state } = this.gate;
    return { model: this.embedder.name, waiting: this.store.missingCount, problem: state.kind === 'ready' ? null : state.message };
  }

  /** Embeds what has no vector yet, in the background. */
  wake(): void {
    if (this.ending.signal.aborted) return;
    this.working ??= this.work()
      .catch((error: unknown) => {
        if (!this.ending.signal.aborted) this.log.warn(`memories were not embedded: ${messageOf(error)}`);
      })
      .finally(() => {
        this.working = undefined;
        if (this.asked) this.wake();
      });
  }

  /** The vector of a query; undefined when there is none in time. */
  async vectorOf(query: string): Promise<Float32Array | undefined> {
    const text = query.trim().replace(/\s+/gu, ' ');
    const known = this.queries.get(text);
    if (known !== undefined || text === '' || !this.gate.mayCall || this.ending.signal.aborted) return known;
    return new Promise((resolve) => {
      const timer = this.clock.setTimer(() => resolve(undefined), QUERY_WAIT_MS);
      const answer = (vector: Float32Array | undefined): void => {
        timer.dispose();
        resolve(vector);
      };
      this.asked?.resolve(undefined);
      this.asked = { text, resolve: answer };
      this.wake();
    });
  }

  /** Ends the call that is being made; resolves when nothing is written any more. */
  async dispose(): Promise<void> {
    this.ending.abort();
    this.gate.dispose();
    this.asked?.resolve(undefined);
    this.asked = undefined;
    await this.working;
  }

  private async work(): Promise<void> {
    await this.store.use(this.embedder.name);
    while (!this.ending.signal.aborted) {
      const { asked } = this;
      this.asked = undefined;
      if (asked) await this.answer(asked);
      else if (!this.gate.mayCall || !(await this.embedSome())) return;
    }
  }

  private async answer({ text, resolve }: Asked): Promise<void> {
    const [vector] = this.queries.has(text) || !this.gate.mayCall ? [this.queries.get(text)] : ((await this.call([text])) ?? []);
    if (vector) this.remember(text, vector);
    resolve(vector);
  }

  /** @returns whether more may be left to do */
  private async embedSome(): Promise<boolean> {
    const batch = fitting(await this.store.missing(this.maxTexts));
    if (batch.length === 0) return false;
    const vectors = await this.call(batch.map(({ text }) => text), () => this.refused(batch));
    if (!vectors) return true;
    await this.store.keep(this.embedder.name, batch, vectors);
    this.maxTexts = MAX_TEXTS;
    this.onChange();
    return true;
  }

  /** @returns undefined when it failed */
  private async call(texts: readonly string[], onRejected: () => void = () => undefined): Promise<readonly Float32Array[] | undefined> {
    try {
      const vectors = await this.embedder.embed(texts, this.ending.signal);
      this.gate.succeeded();
      if (this.told !== undefined) this.log.info('the embedding endpoint works again');
      this.told = undefined;
      return vectors;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      if (error.kind === 'rejected') onRejected();
      else this.failed(error);
      return undefined;
    }
  }

  private failed(error: ProviderError): void {
    this.gate.failed(error);
    if (this.told === error.message) return;
    this.told = error.message;
    this.log.warn(`search goes by words alone for now: ${error.message}`);
  }

  /** One of the texts may be what the endpoint refuses: smaller and smaller batches show which. */
  private refused(batch: readonly Unembedded[]): void {
    const [first] = batch;
    if (batch.length > 1) this.maxTexts = Math.ceil(batch.length / 2);
    else if (first) this.store.leaveOut(first);
  }

  private remember(text: string, vector: Float32Array): void {
    this.queries.set(text, vector);
    const [oldest] = this.queries.keys();
    if (this.queries.size > REMEMBERED_QUERIES && oldest !== undefined) this.queries.delete(oldest);
  }
}

/** The first of them, as many as fit one call. */
function fitting(all: readonly Unembedded[]): readonly Unembedded[] {
  let bytes = 0;
  const end = all.findIndex(({ text }, index) => (bytes += Buffer.byteLength(text)) > MAX_BATCH_BYTES && index > 0);
  return end < 0 ? all : all.slice(0, end);
}
