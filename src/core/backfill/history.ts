import type { BackfillProgress, CommandAnswer, PastSession, PastSessionQuery } from '../api';
import type { AgentActivity } from '../agentAdapter';
import { messageOf } from '../errors';
import type { Clock, Disposable, Logger } from '../ports';
import type { Backfill } from './backfill';
import type { PastSessions } from './pastSessions';

/** A start has better things to do first. */
const FIRST_LOOK_MS = 20_000;
const NEXT_LOOK_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
/** Older gaps are history, which a person imports when they like. */
const LOOK_BACK_MS = 14 * DAY_MS;
/** What was written to since then may still be told by hooks. */
const SETTLED_MS = 2 * 60_000;

export interface HistoryParts {
  readonly past: PastSessions;
  readonly backfill: Backfill;
  /** Agents whose hooks were heard of. */
  readonly heard: () => readonly AgentActivity[];
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChange: () => void;
}

/** Past sessions: which there are, the import of them, and whether hooks have missed some lately. */
export class History implements Disposable {
  private missing = 0;
  private lookedAtMs = 0;
  private timer: Disposable | undefined;

  constructor(private readonly parts: HistoryParts) {}

  get progress(): BackfillProgress | null {
    return this.parts.backfill.progress;
  }

  /** Sessions of the last days that are not remembered as a whole, of agents that were heard of. */
  get missingSessions(): number {
    return this.missing;
  }

  /** Looks for what is missing a while after the start, and goes on with an import that was cut off. */
  begin(): void {
    void this.parts.backfill.resume().catch((error: unknown) => this.parts.log.warn(`the import of history does not go on: ${messageOf(error)}`));
    this.lookIn(FIRST_LOOK_MS);
  }

  /** A session has begun or ended: a moment at which a gap can be seen. */
  noteSession(): void {
    if (this.timer) return;
    this.lookIn(Math.max(FIRST_LOOK_MS, this.lookedAtMs + NEXT_LOOK_MS - this.parts.clock.nowMs()));
  }

  list(query: PastSessionQuery): Promise<readonly PastSession[]> {
    return this.parts.past.list(query);
  }

  async start(files: readonly string[]): Promise<CommandAnswer> {
    return this.parts.backfill.start(files);
  }

  async cancel(): Promise<CommandAnswer> {
    return this.parts.backfill.cancel();
  }

  /** Looks at once. */
  async look(): Promise<void> {
    const nowMs = this.parts.clock.nowMs();
    this.lookedAtMs = nowMs;
    const heard = new Set(this.parts.heard().map(({ agent }) => agent));
    const sessions = heard.size === 0 ? [] : await this.parts.past.list({ sinceMs: nowMs - LOOK_BACK_MS });
    const missing = sessions.filter((session) => isMissing(session, nowMs) && heard.has(session.agent)).length;
    if (missing === this.missing) return;
    this.missing = missing;
    if (missing > 0) this.parts.log.info(`${missing} past sessions of the last 14 days are not remembered as a whole; "Recollect: Import Past Sessions…" takes them in`);
    this.parts.onChange();
  }

  dispose(): void {
    this.timer?.dispose();
  }

  private lookIn(delayMs: number): void {
    this.timer?.dispose();
    this.timer = this.parts.clock.setTimer(() => {
      this.timer = undefined;
      void this.look().catch((error: unknown) => this.parts.log.warn(`past sessions cannot be looked at: ${messageOf(error)}`));
    }, delayMs);
  }
}

/** Whether an import of it would bring something. */
export const isLeft = ({ state }: Pick<PastSession, 'state'>): boolean => state === 'new' || state === 'partly';

/** Whether a session is one that a gap has left out: also for a picker that marks them. */
export const isMissing = (session: Pick<PastSession, 'state' | 'modifiedMs'>, nowMs: number): boolean => isLeft(session) && session.modifiedMs <= nowMs - SETTLED_MS && session.modifiedMs >= nowMs - LOOK_BACK_MS;
