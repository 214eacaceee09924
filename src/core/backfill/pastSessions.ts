import type { PastSession, PastSessionQuery } from '../api';
import type { Agent } from '../hookEvent';
import { oneLine } from '../plainText';
import type { TranscriptStore } from '../ports';
import type { Project } from '../project';
import { withoutMarkers } from '../strippedMarkers';
import type { TranscriptFile, TranscriptOutline, Transcripts } from '../transcript';
import type { Estimate } from './estimate';

const DEFAULT_LIMIT = 300;
const MAX_LIMIT = 2_000;
/** Files that are looked into at once. */
const AT_ONCE = 4;
const MAX_REMEMBERED = 4_000;
const TITLE_LENGTH = 120;
/** Hooks and transcripts do not write at the very same moment. */
const SAME_TIME_MS = 60_000;

export interface PastSessionsParts {
  readonly sources: readonly Transcripts[];
  readonly store: Pick<TranscriptStore, 'transcript' | 'knownSession' | 'isIncognito' | 'isForgotten'>;
  readonly projectOf: (cwd: string) => Project;
  readonly isExcluded: (project: Project, cwd: string) => boolean;
  readonly estimate: (outline: TranscriptOutline) => Estimate;
  /** Takes private parts and secrets out. */
  readonly clean: (text: string) => string;
}

/** The sessions that agents have written down, and how much of each is remembered. */
export class PastSessions {
  private readonly outlines = new Map<string, { readonly modifiedMs: number; readonly outline: TranscriptOutline | undefined }>();

  constructor(private readonly parts: PastSessionsParts) {}

  /** All transcripts, by names and times alone, the newest first. */
  async files(agent?: Agent): Promise<readonly TranscriptFile[]> {
    const found = await Promise.all(this.parts.sources.filter((source) => agent === undefined || source.agent === agent).map((source) => source.find()));
    return found.flat().sort((a, b) => b.modifiedMs - a.modifiedMs);
  }

  sourceOf(file: TranscriptFile): Transcripts | undefined {
    return this.parts.sources.find((source) => source.agent === file.agent);
  }

  /** The newest first. */
  async list({ agent, project, sinceMs = 0, limit = DEFAULT_LIMIT }: PastSessionQuery): Promise<readonly PastSession[]> {
    const files = (await this.files(agent)).filter(({ modifiedMs }) => modifiedMs >= sinceMs);
    const sessions: PastSession[] = [];
    const most = Math.min(limit, MAX_LIMIT);
    for (let at = 0; at < files.length && sessions.length < most; at += AT_ONCE) {
      const seen = await Promise.all(files.slice(at, at + AT_ONCE).map((file) => this.session(file)));
      sessions.push(...seen.filter((session) => session !== undefined).filter((session) => project === undefined || session.project === project || session.folder === project));
    }
    return sessions.slice(0, most);
  }

  private async session(file: TranscriptFile): Promise<PastSession | undefined> {
    const outline = await this.outlineOf(file);
    if (!outline || this.parts.store.isIncognito(outline.sessionId)) return undefined;
    const project = this.parts.projectOf(outline.cwd);
    if (this.parts.isExcluded(project, outline.cwd)) return undefined;
    const { sessionId, startedAtMs, lastAtMs, toolUses, turns } = outline;
    return {
      agent: file.agent, file: file.file, sessionId, startedAtMs, lastAtMs, toolUses, turns,
      project: project.id,
      folder: project.folder,
      title: oneLine(withoutMarkers(this.parts.clean(outline.firstPrompt))).slice(0, TITLE_LENGTH) || 'Private prompt',
      sizeBytes: file.sizeBytes,
      modifiedMs: file.modifiedMs,
      state: this.stateOf(file, outline),
      ...this.parts.estimate(outline),
    };
  }

  /** As far as can be told without reading it: whether it was forgotten, or imported as it is, else whether hooks saw its beginning and its end. */
  private stateOf(file: TranscriptFile, outline: TranscriptOutline): PastSession['state'] {
    const { store } = this.parts;
    const known = store.knownSession(file.agent, outline.sessionId);
    if (!known && store.isForgotten(outline.sessionId, outline.startedAtMs) && store.isForgotten(outline.sessionId, outline.lastAtMs)) return 'forgotten';
    const record = store.transcript(file.file);
    if (record && !record.isWanted && record.sizeBytes === file.sizeBytes && record.modifiedMs === file.modifiedMs) return 'complete';
    if (!known) return 'new';
    return known.startedAtMs <= outline.startedAtMs + SAME_TIME_MS && known.lastAtMs >= outline.lastAtMs - SAME_TIME_MS ? 'complete' : 'partly';
  }

  private async outlineOf(file: TranscriptFile): Promise<TranscriptOutline | undefined> {
    const remembered = this.outlines.get(file.file);
    if (remembered?.modifiedMs === file.modifiedMs) return remembered.outline;
    // A file that goes away or cannot be read is none that could be imported.
    const outline = await this.parts.sources.find((source) => source.agent === file.agent)?.outline(file).catch(() => undefined);
    if (this.outlines.size >= MAX_REMEMBERED) this.outlines.clear();
    this.outlines.set(file.file, { modifiedMs: file.modifiedMs, outline });
    return outline;
  }
}
