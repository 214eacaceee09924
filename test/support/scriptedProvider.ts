import type { Batch } from '../../src/core/message';
import type { Compression } from '../../src/core/observation';
import type { Provider } from '../../src/core/ports';

interface Call {
  readonly batch: Batch;
  readonly signal: AbortSignal;
  answer(compression?: Compression): void;
  fail(error: Error): void;
}

/** A valid outcome: an observation for each message, and a summary where one was asked for. */
export function compressionOf(batch: Batch): Compression {
  const last = batch.messages.at(-1);
  return {
    observations: batch.messages
      .filter((message) => message.payload.kind !== 'summarize')
      .map((message) => ({ type: 'change', title: `did ${message.toolUseId ?? message.id}`, subtitle: '', narrative: '', facts: [], concepts: [], filesRead: [], filesModified: [], messageIds: [message.id] })),
    ...(last?.payload.kind === 'summarize' && { summary: { request: batch.prompt, investigated: '', learned: '', completed: last.payload.request.lastAssistantMessage, nextSteps: '' } }),
    usage: { inputTokens: 10, outputTokens: 2 },
  };
}

/** A provider whose calls a test answers, one by one, or that answers by itself. */
export class ScriptedProvider implements Provider {
  readonly calls: Call[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  /** Answers each call when set. */
  automatic: ((batch: Batch) => Compression | Error) | undefined;

  constructor(
    readonly name = 'scripted',
    readonly gatherMs = 0,
    readonly maxBatch = 20,
  ) {}

  compress(batch: Batch, signal: AbortSignal): Promise<Compression> {
    this.atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    return new Promise<Compression>((resolve, reject) => {
      const call: Call = { batch, signal, answer: (compression = compressionOf(batch)) => resolve(compression), fail: reject };
      this.calls.push(call);
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      const outcome = this.automatic?.(batch);
      if (outcome instanceof Error) reject(outcome);
      else if (outcome) resolve(outcome);
    }).finally(() => this.atOnce--);
  }

  /** The call that is being waited for. */
  get last(): Call {
    const call = this.calls.at(-1);
    if (!call) throw new Error('the provider was not called');
    return call;
  }
}
