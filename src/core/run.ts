import { messageOf, OwnershipLostError, ProviderError, StorageError } from './errors';
import type { Batch } from './message';
import type { Compression } from './observation';
import type { Clock, Logger, Provider, QueueStore } from './ports';
import type { ProviderGate } from './providerGate';
import type { Slots } from './slots';
import type { UnusableReplies } from './unusableReplies';

/** What the runs of all sessions share. */
export interface RunContext {
  readonly store: QueueStore;
  readonly slots: Slots;
  readonly gate: ProviderGate;
  readonly unusableReplies: UnusableReplies;
  readonly clock: Clock;
  readonly log: Logger;
  /** The provider as it is set now: a session can move to another at any batch. */
  readonly provider: () => Provider;
  readonly isPausedByUser: () => boolean;
  /** Resolves when no event has come for a moment: an ack goes before processing. */
  readonly untilQuiet: () => Promise<void>;
  readonly lingerMs: number;
  readonly maxBatchBytes: number;
}

/** How soon a store that could not write is tried again. */
const STORAGE_RETRY_MS = 1_000;

/**
 * One pass of a session's processor over its messages, one batch in flight at a time.
 *
 * *gathering*: messages wait, and a provider that costs gets a little time for more of them. *processing*: a batch is claimed and
 * with the provider. *lingering*: nothing waits; 5 s for more before the run ends. A pause or an abort ends the run; what it had
 * claimed is put back.
 */
export class Run {
  private readonly controller = new AbortController();
  private wake: (() => void) | undefined;
  /** Resolves when the run has ended and nothing of it is in flight; never rejects. */
  readonly ended: Promise<void>;
  /** It ended by an error that it does not know. */
  crashed = false;
  /** What it had claimed and could not put back, because the store could not write. */
  unreleased: Batch | undefined;

  constructor(
    readonly sessionId: number,
    private readonly context: RunContext,
  ) {
    this.ended = this.loop().catch((error: unknown) => {
      if (this.signal.aborted) return;
      this.crashed = true;
      context.log.error(`the run of session ${sessionId} ended: ${messageOf(error)}`);
    });
  }

  /** New messages may be there. */
  notify(): void {
    this.wake?.();
  }

  abort(): void {
    this.controller.abort(new Error('aborted'));
  }

  private get signal(): AbortSignal {
    return this.controller.signal;
  }

  private mayProcess(): boolean {
    return !this.signal.aborted && this.context.gate.mayCall && !this.context.isPausedByUser();
  }

  private async loop(): Promise<void> {
    await Promise.resolve(); // So that whoever starts the run has it in hand before it does anything.
    while (this.mayProcess()) {
      if (this.context.store.pendingOf(this.sessionId).messages === 0) {
        if (!(await this.waitForMore(this.context.lingerMs))) return;
        continue;
      }
      await this.gather();
      const giveBack = await this.context.slots.acquire(this.signal);
      try {
        await this.context.untilQuiet();
        // All this waiting takes time, in which a pause may have begun.
        if (this.mayProcess()) await this.processOneBatch();
      } finally {
        giveBack();
      }
    }
  }

  private async gather(): Promise<void> {
    // What is there now shows as well whether the provider works again.
    if (this.context.gate.state.kind === 'trying') return;
    const { gatherMs, maxBatch } = this.context.provider();
    const untilMs = this.context.clock.nowMs() + gatherMs;
    for (;;) {
      const waiting = this.context.store.pendingOf(this.sessionId);
      // What has waited for long (over a restart, say) waits for no company.
      const leftMs = Math.min(untilMs, waiting.oldestAtMs + gatherMs) - this.context.clock.nowMs();
      if (leftMs <= 0 || waiting.hasSummarize || waiting.messages >= maxBatch || this.signal.aborted) return;
      await this.waitForMore(leftMs);
    }
  }

  private async processOneBatch(): Promise<void> {
    const { store } = this.context;
    const provider = this.context.provider();
    const batch = await this.untilWritten(() => store.claim(this.sessionId, { maxMessages: provider.maxBatch, maxBytes: this.context.maxBatchBytes }));
    if (!batch) return;
    this.unreleased = batch;
    await this.compressAndSettle(batch, provider);
    this.unreleased = undefined;
  }

  private async compressAndSettle(batch: Batch, provider: Provider): Promise<void> {
    const { store, log } = this.context;
    log.debug(`processing ${batch.messages.length} messages of session ${this.sessionId} with ${provider.name}`);
    let compression: Compression;
    try {
      this.signal.throwIfAborted();
      compression = await provider.compress(batch, this.signal);
    } catch (error) {
      await this.failed(batch, error);
      return;
    }
    this.context.gate.succeeded();
    this.context.unusableReplies.settled(batch);
    // The answer is paid for: it is kept until it can be written, also when the run is aborted meanwhile (the token decides).
    let isSettled: boolean;
    try {
      isSettled = await this.untilWritten(() => store.settle(batch, compression));
    } catch (error) {
      if (error instanceof OwnershipLostError || error instanceof StorageError || this.signal.aborted) throw error;
      await this.failed(batch, new ProviderError('rejected', `the answer cannot be stored: ${messageOf(error)}`, undefined, { cause: error }));
      return;
    }
    if (!isSettled) log.info(`session ${this.sessionId}: an answer came after its messages had been put back; it is not used`);
  }

  private async failed(batch: Batch, error: unknown): Promise<void> {
    const { store, log, gate, unusableReplies } = this.context;
    if (this.signal.aborted) {
      await store.release(batch, 'none', 'aborted');
      return;
    }
    const failure = error instanceof ProviderError ? error : new ProviderError('rejected', messageOf(error), undefined, { cause: error });
    let share: 'attempt' | 'none' = 'none';
    if (failure.kind === 'rejected') share = 'attempt';
    else if (failure.kind === 'invalidReply') share = unusableReplies.judge(batch, gate.successes);
    const failed = await this.untilWritten(() => store.release(batch, share, failure.message));
    log.warn(`session ${this.sessionId}: ${failure.kind}: ${failure.message}; ${batch.messages.length} messages ${failed > 0 ? `put back, ${failed} of them failed for good` : 'put back'}`);
    if (share === 'none') gate.failed(failure);
  }

  /** Tries again while the store cannot write, so that nothing done is thrown away for a full disk. */
  private async untilWritten<T>(write: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (!(error instanceof StorageError) || this.signal.aborted) throw error;
        this.context.log.warn(`session ${this.sessionId}: the store could not write, trying again: ${messageOf(error)}`);
        await this.waitForMore(STORAGE_RETRY_MS);
        this.signal.throwIfAborted();
      }
    }
  }

  /** Waits for `notify`, an abort or the time. @returns false when the time ran out or the run was aborted */
  private waitForMore(delayMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (notified: boolean): void => {
        timer.dispose();
        this.signal.removeEventListener('abort', giveUp);
        this.wake = undefined;
        resolve(notified);
      };
      const giveUp = (): void => finish(false);
      const timer = this.context.clock.setTimer(giveUp, delayMs);
      this.wake = () => finish(true);
      if (this.signal.aborted) finish(false);
      else this.signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
