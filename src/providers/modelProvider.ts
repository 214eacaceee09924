import { ProviderError } from '../core/errors';
import type { Batch } from '../core/message';
import type { Compression, Usage } from '../core/observation';
import type { Provider } from '../core/ports';
import { buildPrompt, type Clean, type Prompt } from '../core/prompt';
import { jsonOfAnswer, parseReply } from '../core/reply';

/** Enough for a full batch's observations and a summary; a longer answer is a broken one. */
export const MAX_OUTPUT_TOKENS = 8_192;

export interface Answer {
  readonly text: string;
  readonly usage: Usage;
}

/** How one vendor's model is asked. */
export interface ModelTransport {
  /** @throws ProviderError in every case but an abort of `signal` */
  ask(prompt: Prompt, signal: AbortSignal): Promise<Answer>;
  /** See Provider. */
  readonly problem?: string;
}

/** Compresses batches with a model: the same prompt and the same reading of the reply for every vendor. */
export class ModelProvider implements Provider {
  /** Messages of a burst share a call: its fixed part is a third of what a lone message costs. */
  readonly gatherMs = 5_000;
  readonly maxBatch = 12;

  constructor(
    readonly name: string,
    private readonly transport: ModelTransport,
    private readonly clean: Clean,
  ) {}

  get problem(): string | undefined {
    return this.transport.problem;
  }

  async compress(batch: Batch, signal: AbortSignal): Promise<Compression> {
    signal.throwIfAborted();
    const { text, usage } = await this.ask(batch, signal);
    signal.throwIfAborted();
    return { ...parseReply(jsonOfAnswer(text), batch, this.clean), usage };
  }

  private async ask(batch: Batch, signal: AbortSignal): Promise<Answer> {
    try {
      return await this.transport.ask(buildPrompt(batch, this.clean), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ProviderError) throw error;
      throw new ProviderError('network', `The answer of ${this.name} could not be read. Recollect tries again.`, undefined, { cause: error });
    }
  }
}
