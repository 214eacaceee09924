import { systemSurroundings } from './agents/connect/systemSurroundings';
import { allTranscripts } from './agents/transcript/allTranscripts';
import { Backfill, type BackfillParts } from './core/backfill/backfill';
import { estimate } from './core/backfill/estimate';
import { History } from './core/backfill/history';
import { PastSessions, type PastSessionsParts } from './core/backfill/pastSessions';
import type { Clock, Logger } from './core/ports';
import type { ProviderSettings } from './core/settings';
import type { SessionManager } from './core/sessionManager';
import type { Transcripts } from './core/transcript';
import type { RecollectStore } from './storage/recollectStore';

export interface HistoryOptions {
  readonly recollectHome: string;
  readonly store: RecollectStore;
  readonly manager: SessionManager;
  readonly provider: () => ProviderSettings;
  readonly projectOf: PastSessionsParts['projectOf'];
  readonly isExcluded: PastSessionsParts['isExcluded'];
  readonly take: BackfillParts['take'];
  readonly clean: PastSessionsParts['clean'];
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChange: () => void;
  /** Absent for those of this machine. */
  readonly sources?: readonly Transcripts[];
}

/** Builds what has to do with past sessions, as a part of the owner. */
export function createHistory(options: HistoryOptions): { readonly history: History; readonly backfill: Backfill } {
  const { store, manager, clock, log, onChange } = options;
  const past = new PastSessions({
    sources: options.sources ?? allTranscripts(systemSurroundings(options.recollectHome)),
    store,
    projectOf: options.projectOf,
    isExcluded: options.isExcluded,
    clean: options.clean,
    estimate: (outline) => estimate(outline, options.provider()),
  });
  const waiting = (): number => {
    const { pending, processing } = store.counts();
    return pending + processing - store.heldPending();
  };
  const backfill = new Backfill({ past, store, take: options.take, wake: (sessionId) => manager.wake(sessionId), waiting, log, onChange });
  return { history: new History({ past, backfill, heard: () => store.agents(), clock, log, onChange }), backfill };
}
