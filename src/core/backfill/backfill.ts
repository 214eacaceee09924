import type { BackfillProgress, CommandAnswer } from '../api';
import { counted } from '../counted';
import { messageOf, PayloadError } from '../errors';
import type { IngestResult, Logger, TranscriptStore } from '../ports';
import type { TranscriptEvent, TranscriptFile } from '../transcript';
import type { PastSessions } from './pastSessions';

/** So many events of a turn are handed over at a time: a hook that comes meanwhile waits for no more. */
const SLICE = 16;
/** History is handed over while no more than this waits to be processed: what happens now goes first. */
const MAX_WAITING = 40;

export interface BackfillParts {
  readonly past: Pick<PastSessions, 'files' | 'sourceOf'>;
  readonly store: TranscriptStore;
  /** The way of an event of a hook. @throws PayloadError for one that can be none */
  readonly take: (event: TranscriptEvent) => Promise<{ readonly result: IngestResult; readonly sessionId?: number }>;
  readonly wake: (sessionId: number) => void;
  /** Messages that are going to be processed, or are being so. */
  readonly waiting: () => number;
  readonly log: Logger;
  readonly onChange: () => void;
}

/** Of the transcripts that could not be read, this many are named. */
const MAX_NAMED = 5;

const NOTHING: BackfillProgress = { state: 'running', sessions: 0, doneSessions: 0, bytes: 0, doneBytes: 0, queued: 0, known: 0, message: '' };

/**
 * Imports past sessions from transcripts, one after the other, slice by slice. What is wanted and how far each transcript was read
 * is in the store, at the beginning of a turn: after a cancel or a crash that turn is read again, and what is known of it is not
 * taken twice. A transcript that cannot be read is skipped.
 */
export class Backfill {
  private readonly queue: TranscriptFile[] = [];
  private unreadable: string[] = [];
  private controller = new AbortController();
  private running: Promise<void> | undefined;
  private changed: (() => void) | undefined;
  private current: BackfillProgress | null = null;

  constructor(private readonly parts: BackfillParts) {}

  /** Of the import that runs, else of the last one; null when there was none. */
  get progress(): BackfillProgress | null {
    return this.current;
  }

  /** @param names files of transcripts that were listed; no other file is ever read */
  async start(names: readonly string[]): Promise<CommandAnswer> {
    const wanted = new Set(names);
    const files = (await this.parts.past.files()).filter(({ file }) => wanted.has(file) && !this.queue.some((queued) => queued.file === file));
    if (files.length === 0) return { count: 0, message: wanted.size === 0 ? 'Nothing was chosen to import.' : 'Nothing to import: these transcripts are not there any more, or are being imported.' };
    await this.parts.store.noteTranscripts(files.map((file) => ({ ...this.recordOf(file), isWanted: true })));
    this.add(files);
    return { count: files.length, message: `Importing ${pastSessions(files.length)}.` };
  }

  /** Goes on with what an owner that ended was importing. */
  async resume(): Promise<void> {
    const wanted = new Set(this.parts.store.wantedTranscripts());
    if (wanted.size === 0) return;
    this.tell({ sessions: 0 }); // It is at work from now on, whatever is still there of them.
    const files = (await this.parts.past.files()).filter(({ file }) => wanted.has(file));
    if (files.length === 0) {
      this.tell({ state: 'done', message: 'The transcripts that were to be imported are not there any more.' });
      return;
    }
    this.parts.log.info(`going on to import ${pastSessions(files.length)}`);
    this.add(files);
  }

  /** What was imported stays; the rest can be imported later. */
  async cancel(): Promise<CommandAnswer> {
    if (!this.running) return { count: 0, message: 'Nothing is being imported.' };
    const left = this.queue.splice(0);
    this.controller.abort();
    await this.running;
    await this.parts.store.noteTranscripts(left.map((file) => ({ ...this.recordOf(file), isWanted: false })));
    const done = this.current?.doneSessions ?? 0;
    const message = `The import was cancelled: ${pastSessions(done)} imported, ${left.length} left. What was read is kept; import them again to go on.`;
    this.tell({ state: 'cancelled', message });
    return { count: left.length, message };
  }

  /** The store has changed: there may be room for more. */
  noteChange(): void {
    this.changed?.();
  }

  /** Ends after the slice that is being handed over; what is wanted is gone on with at the next start. */
  async dispose(): Promise<void> {
    this.controller.abort();
    await this.running;
  }

  private add(files: readonly TranscriptFile[]): void {
    const before = this.running ? (this.current ?? NOTHING) : NOTHING;
    this.queue.push(...files);
    this.current = { ...before, state: 'running', message: '', sessions: before.sessions + files.length, bytes: before.bytes + files.reduce((sum, file) => sum + file.sizeBytes, 0) };
    this.parts.onChange();
    if (this.running) return;
    this.unreadable = [];
    this.controller = new AbortController();
    this.running = this.run(this.controller.signal).finally(() => (this.running = undefined));
  }

  private async run(signal: AbortSignal): Promise<void> {
    try {
      for (let file = this.queue[0]; file && !signal.aborted; file = this.queue[0]) {
        const bytesBefore = this.current?.doneBytes ?? 0;
        const end = await this.importFile(file, bytesBefore, signal);
        if (end === 'cancelled') return;
        this.queue.shift();
        this.tell({ doneSessions: (this.current?.doneSessions ?? 0) + (end === 'imported' ? 1 : 0), doneBytes: bytesBefore + file.sizeBytes });
      }
      if (signal.aborted) return;
      this.tellEnd();
    } catch (error) {
      if (signal.aborted) return;
      this.queue.length = 0;
      this.parts.log.error(`history not imported: ${messageOf(error)}`);
      this.tell({ state: 'failed', message: `The import stopped: ${messageOf(error)} Import again to go on where it was.` });
    }
  }

  private tellEnd(): void {
    const { doneSessions, queued, known } = this.current ?? NOTHING;
    const imported = `${queued === 0 ? 'Nothing was imported of' : 'Imported'} ${pastSessions(doneSessions)}: ${counted(queued, 'new event')}, ${known} that ${known === 1 ? 'was' : 'were'} known.`;
    const skipped = unreadableInWords(this.unreadable);
    this.tell({ state: doneSessions === 0 && skipped !== '' ? 'failed' : 'done', message: skipped === '' ? imported : `${imported} ${skipped}` });
    this.parts.log.info(`history imported: ${doneSessions} sessions, ${queued} events new, ${known} known, ${this.unreadable.length} sessions not readable`);
  }

  private async importFile(file: TranscriptFile, bytesBefore: number, signal: AbortSignal): Promise<'imported' | 'unreadable' | 'cancelled'> {
    const record = this.recordOf(file);
    const sessions = new Set<number>();
    let readBytes = record.readBytes;
    const handOver = async (slice: readonly TranscriptEvent[]): Promise<void> => {
      await this.room(signal);
      if (signal.aborted) return;
      for (const sessionId of await this.takeAll(slice)) sessions.add(sessionId);
      const turnAtByte = slice[0]?.turnAtByte ?? 0;
      this.tell({ doneBytes: bytesBefore + Math.min(turnAtByte, file.sizeBytes) });
      if (turnAtByte <= readBytes) return;
      readBytes = turnAtByte;
      await this.parts.store.noteTranscripts([{ ...record, readBytes, isWanted: true }]);
    };
    let slice: TranscriptEvent[] = [];
    let problem: unknown;
    const events = untilUnreadable(this.parts.past.sourceOf(file)?.read(file.file, record.readBytes) ?? [], (error) => (problem = error));
    for await (const event of events) {
      if (slice.length >= SLICE || (slice[0] && slice[0].turnAtByte !== event.turnAtByte)) {
        await handOver(slice);
        slice = [];
      }
      if (signal.aborted) return 'cancelled';
      slice.push(event);
    }
    await handOver(slice);
    for (const sessionId of sessions) await this.order(sessionId, signal);
    if (signal.aborted) return 'cancelled';
    await this.parts.store.noteTranscripts([{ ...record, sizeBytes: problem === undefined ? file.sizeBytes : record.sizeBytes, readBytes, isWanted: false }]);
    if (problem === undefined) return 'imported';
    this.unreadable.push(file.file);
    this.parts.log.warn(`a past session is not imported: ${messageOf(problem)}`);
    return 'unreadable';
  }

  private async takeAll(slice: readonly TranscriptEvent[]): Promise<ReadonlySet<number>> {
    const sessions = new Set<number>();
    let queued = 0;
    let known = 0;
    for (const outcome of await Promise.allSettled(slice.map((event) => this.parts.take(event)))) {
      if (outcome.status === 'rejected') {
        if (!(outcome.reason instanceof PayloadError)) throw outcome.reason;
        continue; // No event of its agent after all.
      }
      const { result, sessionId } = outcome.value;
      if (result === 'ignored') continue;
      if (sessionId !== undefined) sessions.add(sessionId);
      if (result === 'queued') queued++;
      if (result === 'duplicate') known++;
    }
    if (queued > 0) for (const sessionId of sessions) this.parts.wake(sessionId);
    this.tell({ queued: (this.current?.queued ?? 0) + queued, known: (this.current?.known ?? 0) + known });
    return sessions;
  }

  private async order(sessionId: number, signal: AbortSignal): Promise<void> {
    do {
      while (!signal.aborted && this.parts.store.isProcessing(sessionId)) await this.nextChange(signal);
    } while (!signal.aborted && !(await this.parts.store.orderPrompts(sessionId)));
  }

  private async room(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.parts.waiting() >= MAX_WAITING) {
      this.tell({ state: 'waiting' });
      await this.nextChange(signal);
    }
    if (!signal.aborted && this.current?.state === 'waiting') this.tell({ state: 'running' });
  }

  private nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        signal.removeEventListener('abort', go);
        this.changed = undefined;
        resolve();
      };
      this.changed = go;
      signal.addEventListener('abort', go, { once: true });
      if (signal.aborted) go();
    });
  }

  private recordOf({ file, sizeBytes, modifiedMs }: TranscriptFile): { file: string; sizeBytes: number; modifiedMs: number; readBytes: number } {
    const readBytes = this.parts.store.transcript(file)?.readBytes ?? 0;
    // A file that has become shorter is another one. The size is written down when all of it was read.
    return { file, sizeBytes: -1, modifiedMs, readBytes: readBytes <= sizeBytes ? readBytes : 0 };
  }

  private tell(change: Partial<BackfillProgress>): void {
    this.current = { ...(this.current ?? NOTHING), ...change };
    this.parts.onChange();
  }
}

const pastSessions = (count: number): string => counted(count, 'past session');

const unreadableInWords = (files: readonly string[]): string =>
  files.length === 0 ? '' : `${pastSessions(files.length)} could not be read: ${files.slice(0, MAX_NAMED).join(', ')}${files.length > MAX_NAMED ? ` and ${files.length - MAX_NAMED} more` : ''}.`;

/** What can be read of a transcript; that it can be read no further ends it. What fails in who takes it is thrown there as ever. */
async function* untilUnreadable(events: AsyncIterable<TranscriptEvent> | Iterable<TranscriptEvent>, onProblem: (error: unknown) => void): AsyncGenerator<TranscriptEvent> {
  try {
    yield* events;
  } catch (error) {
    onProblem(error);
  }
}
