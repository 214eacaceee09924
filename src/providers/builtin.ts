import type { Batch } from '../core/message';
import type { Compression } from '../core/observation';
import type { Provider } from '../core/ports';
import type { Clean } from '../core/prompt';
import { observe } from './builtin/observe';
import { summarize } from './builtin/summarize';

/** Compresses by rules: no model, no key, no network. The same batch always gives the same result. */
export class BuiltinProvider implements Provider {
  readonly name = 'builtin';
  /** It costs nothing to call; a burst shares a transaction all the same. */
  readonly gatherMs = 250;
  readonly maxBatch = 12;

  constructor(private readonly clean: Clean) {}

  async compress(batch: Batch, signal: AbortSignal): Promise<Compression> {
    signal.throwIfAborted();
    const observations = observe(batch, this.clean);
    const summary = summarize(batch, observations, this.clean);
    return { observations, usage: { inputTokens: 0, outputTokens: 0 }, ...(summary === undefined ? {} : { summary }) };
  }
}
