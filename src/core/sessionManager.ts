import { OwnershipLostError } from './errors';
import type { HookEvent } from './hookEvent';
import type { Project } from './project';
import type { TranscriptOrigin } from './transcript';
import type { Batch } from './message';
import type { Clock, Disposable, IngestResult, Logger, Provider, QueueStore } from './ports';
import type { ProviderState } from './providerGate';
import { ProviderGate } from './providerGate';
import { Quiet } from './quiet';
import { Run } from './run';
import { Slots } from './slots';
import { messageLabel } from './toolLabel';
import { UnusableReplies } from './unusableReplies';

export interface SessionManagerOptions {
  /** How long a run waits for more before it ends. */
  readonly lingerMs?: number;
  /** Provider calls at once over all sessions. */
  readonly maxCalls?: number;
  readonly maxBatchBytes?: number;
  /** How long an abort or a shutdown waits for a run that does not end. */
  readonly endTimeoutMs?: number;
  /** Processing waits until no event has come for this long, because acks go first; 0 to wait for nothing. */
  readonly quietMs?: number;
}

/** How soon a run that ended by an error is tried again. */
const RETRY_CRASHED_MS = 5_000;
/** How soon it is tried again to put back what a run had claimed and a store that cannot write has kept. */
const RETRY_RELEASE_MS = 1_000;

/**
 * Who works on which session. The queue is the store's: nothing is counted here. Per session there is at most one run; when it
 * ends, what came meanwhile starts the next one.
 */
export class SessionManager {
  private readonly runs = new Map<number, Run>();
  private readonly gate: ProviderGate;
  private readonly context: ConstructorParameters<typeof Run>[1];
  private readonly endTimeoutMs: number;
  private readonly quiet: Quiet;
  private readonly retries = new Set<Disposable>();
  private pausedByUser = false;
  private closing = false;

  constructor(
    private readonly store: QueueStore,
    private provider: Provider,
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly onChange: () => void,
    options: SessionManagerOptions = {},
  ) {
    this.quiet = new Quiet(clock, options.quietMs ?? 25);
    this.endTimeoutMs = options.endTimeoutMs ?? 3_000;
    this.gate = new ProviderGate(clock, log, () => this.wakeAll(), onChange);
    this.context = {
      store,
      slots: new Slots(options.maxCalls ?? 2),
      gate: this.gate,
      unusableReplies: new UnusableReplies(clock),
      clock,
      log,
      provider: () => this.provider,
      isPausedByUser: () => this.pausedByUser,
      untilQuiet: () => this.quiet.wait(),
      lingerMs: options.lingerMs ?? 5_000,
      maxBatchBytes: options.maxBatchBytes ?? 256 * 1024,
    };
  }

  get providerState(): ProviderState {
    return this.gate.state;
  }

  /** What keeps the provider from working, known before the first call. */
  get providerProblem(): string | undefined {
    return this.provider.problem;
  }

  get providerName(): string {
    return this.provider.name;
  }

  get isPausedByUser(): boolean {
    return this.pausedByUser;
  }

  /** Sessions that have a run: at work, or lingering for more. */
  get activeSessions(): readonly number[] {
    return [...this.runs.keys()];
  }

  /** Persists first, then wakes the session's run. @throws what the store threw; nothing is queued then */
  async ingest(event: HookEvent, project: string, folder = project, tree = folder): Promise<{ result: IngestResult; sessionId: number }> {
    this.quiet.disturb();
    const answer = await this.store.ingest(event, project, folder, tree);
    if (event.startsIncognito) void this.stop(answer.sessionId);
    if (answer.result === 'queued') {
      this.log.debug(`queued for session ${answer.sessionId}: ${labelOf(event)}`);
      this.wake(answer.sessionId);
    }
    return answer;
  }

  /** The same for what a transcript tells: it disturbs nobody, and wakes its session's run only when all of a slice is there. */
  async ingestPast(event: HookEvent, project: Project, transcript: TranscriptOrigin): Promise<{ result: IngestResult; sessionId: number }> {
    return this.store.ingest(event, project.id, project.folder, project.tree, transcript);
  }

  /** Starts the session's run, or tells it that there is more. */
  wake(sessionId: number): void {
    if (this.closing || this.pausedByUser || !this.gate.mayCall) return;
    const running = this.runs.get(sessionId);
    if (running) return running.notify();
    const run = new Run(sessionId, this.context);
    this.runs.set(sessionId, run);
    void run.ended.then(() => this.ended(run));
  }

  /** Starts whatever waits: at a start, and after a pause. */
  wakeAll(): void {
    for (const sessionId of this.store.sessionsWithPending()) this.wake(sessionId);
  }

  /** Another provider, or the same one with other settings, from the next batch on. */
  setProvider(provider: Provider): void {
    this.provider = provider;
    this.gate.reset();
    this.wakeAll();
  }

  /** No further batch is begun; what is with the provider is put back. */
  async pause(): Promise<void> {
    this.pausedByUser = true;
    this.onChange();
    await this.endRuns([...this.runs.values()]);
  }

  /** Ends a person's pause, and tries a paused provider again at once. */
  resume(): void {
    this.pausedByUser = false;
    this.gate.reset();
    this.onChange();
    this.wakeAll();
  }

  /** Stops the session's run (or all) and holds what waits. @returns how many messages went back from processing */
  async abort(sessionId: number | undefined): Promise<number> {
    const released = await this.store.hold(sessionId);
    await this.endRuns([...this.runs.values()].filter((run) => sessionId === undefined || run.sessionId === sessionId));
    return released;
  }

  /** Ends the session's run, whose messages are gone: what it still answers is not used. */
  async stop(sessionId: number): Promise<void> {
    await this.endRuns([...this.runs.values()].filter((run) => run.sessionId === sessionId));
  }

  /** Ends all runs; nothing starts after it. Waits a limited time for what does not end. */
  async shutdown(): Promise<void> {
    this.closing = true;
    this.gate.dispose();
    for (const retry of this.retries) retry.dispose();
    await this.endRuns([...this.runs.values()]);
  }

  private async endRuns(runs: readonly Run[]): Promise<void> {
    if (runs.length === 0) return;
    for (const run of runs) run.abort();
    await new Promise<void>((resolve) => {
      const timer = this.clock.setTimer(() => {
        const late = runs.filter((run) => this.runs.get(run.sessionId) === run);
        this.log.warn(`${late.length} runs did not end in time; they are left behind, what they still answer is not used`);
        for (const run of late) this.runs.delete(run.sessionId);
        resolve();
      }, this.endTimeoutMs);
      void Promise.all(runs.map((run) => run.ended)).then(() => {
        timer.dispose();
        resolve();
      });
    });
  }

  private ended(run: Run): void {
    // A successor may be there already when this one was slow to end.
    if (this.runs.get(run.sessionId) === run) this.runs.delete(run.sessionId);
    this.onChange();
    if (this.closing) return;
    if (run.unreleased) return void this.putBack(run.sessionId, run.unreleased);
    // What came while the run was ending would wait for ever.
    if (run.crashed) this.later(RETRY_CRASHED_MS, () => this.wakeIfPending(run.sessionId));
    else this.wakeIfPending(run.sessionId);
  }

  /** A claim that no run stands for would be `processing` until the next start. */
  private async putBack(sessionId: number, batch: Batch): Promise<void> {
    try {
      await this.store.release(batch, 'none', 'its run ended');
    } catch (error) {
      if (this.closing || error instanceof OwnershipLostError) return; // The next start puts it back.
      this.later(RETRY_RELEASE_MS, () => void this.putBack(sessionId, batch));
      return;
    }
    this.wakeIfPending(sessionId);
  }

  private later(delayMs: number, action: () => void): void {
    const retry = this.clock.setTimer(() => {
      this.retries.delete(retry);
      action();
    }, delayMs);
    this.retries.add(retry);
  }

  private wakeIfPending(sessionId: number): void {
    if (this.store.pendingOf(sessionId).messages > 0) this.wake(sessionId);
  }
}

function labelOf(event: HookEvent): string {
  return event.kind === 'toolUse' ? messageLabel({ kind: 'toolUse', toolUse: event.toolUse }) : event.kind;
}
