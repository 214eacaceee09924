import type { HookEvent, PromptEvent } from '../core/hookEvent';
import type { MessagePayload, SummarizeRequest } from '../core/message';
import type { IngestResult } from '../core/ports';
import type { TranscriptOrigin } from '../core/transcript';
import type { Forgotten } from './forgotten';
import type { MessageTable } from './messageTable';
import type { MemoryTable } from './memoryTable';
import type { PromptFinder } from './promptFinder';
import type { SeenEvents } from './seenEvents';
import type { SessionRow, SessionTable } from './sessionTable';
import type { StateTable } from './stateTable';
import type { UndoTable } from './undoTable';
import type { Unrecorded } from './unrecorded';

export interface IngestAnswer {
  readonly result: IngestResult;
  readonly sessionId: number;
  /** What was remembered under the project's folder is now under its identity. */
  readonly isRenamed: boolean;
}

/**
 * Turns one event, of a hook or of a transcript, into rows, inside a transaction. One that was seen before changes nothing. A private prompt makes
 * its whole turn private, also where its tool uses came first.
 */
export class EventWriter {
  constructor(
    private readonly sessions: SessionTable,
    private readonly prompts: PromptFinder,
    private readonly seen: SeenEvents,
    private readonly messages: MessageTable,
    private readonly memories: MemoryTable,
    private readonly state: StateTable,
    private readonly forgotten: Forgotten,
    private readonly undo: UndoTable,
    private readonly unrecorded: Unrecorded,
  ) {}

  write(event: HookEvent, project: string, folder: string, tree = folder, transcript?: TranscriptOrigin): IngestAnswer {
    // Told once more (by a spool, a transcript): it stays forgotten.
    if (this.forgotten.covers(event.sessionId, event.atMs)) return { result: 'ignored', sessionId: 0, isRenamed: false };
    const session = this.sessions.touch(event, project, transcript !== undefined);
    const isRenamed = project !== folder && (session.isNew || session.project === folder) && this.sessions.renameProject(folder, project) > 0;
    const result = this.isUnrecorded(session, event) ? 'private' : this.writeIn(session, event, tree, transcript);
    return { result, sessionId: session.id, isRenamed };
  }

  /** What of the session is queued goes, and nothing comes. @returns how much that was */
  goIncognito(sessionId: number, agentSessionId: string): number {
    this.unrecorded.setSession(agentSessionId, true);
    this.state.set(lastWords(sessionId), undefined);
    return this.messages.removeSession(sessionId);
  }

  private isUnrecorded(session: SessionRow, event: HookEvent): boolean {
    if (event.startsIncognito) this.goIncognito(session.id, event.sessionId);
    if (!this.unrecorded.hasSession(event.sessionId)) return false;
    if (event.kind === 'sessionEnd') this.sessions.end(session.id, event.atMs);
    return true;
  }

  private writeIn(session: SessionRow, event: HookEvent, tree: string, transcript: TranscriptOrigin | undefined): IngestResult {
    switch (event.kind) {
      case 'sessionStart':
        return 'recorded';
      case 'sessionEnd':
        this.sessions.end(session.id, event.atMs);
        this.state.set(lastWords(session.id), undefined);
        return 'recorded';
      case 'prompt':
        return this.writePrompt(session, event, transcript);
      case 'toolUse':
        return this.queue(session, event, tree, transcript, { kind: 'toolUse', toolUse: event.toolUse }, event.toolUseId);
      case 'subagentStop':
        if (event.lastAssistantMessage.trim() === '') return 'recorded';
        return this.queue(session, event, tree, transcript, { kind: 'subagentReport', report: { text: event.lastAssistantMessage } }, undefined);
      case 'assistantMessage':
        if (this.prompts.of(session, event, transcript)?.isPrivate) return 'private';
        this.state.set(lastWords(session.id), event.text);
        return 'recorded';
      case 'preCompact':
      case 'stop': {
        const lastAssistantMessage = event.kind === 'stop' ? event.lastAssistantMessage : '';
        return this.queue(session, event, tree, transcript, { kind: 'summarize', request: { lastUserMessage: '', lastAssistantMessage, reason: event.kind } }, undefined);
      }
    }
  }

  private writePrompt(session: SessionRow, event: PromptEvent, transcript: TranscriptOrigin | undefined): IngestResult {
    if (event.isMachine) return 'recorded';
    const taken = transcript ? this.prompts.transcribed(session, event, transcript) : this.prompts.told(session, event);
    if (!taken?.isNews) return 'duplicate';
    if (!taken.prompt.isPrivate) return 'recorded';
    this.forgetTurn(session.id, taken.prompt.number);
    return 'private';
  }

  private queue(session: SessionRow, event: HookEvent, tree: string, transcript: TranscriptOrigin | undefined, payload: MessagePayload, toolUseId: string | undefined): IngestResult {
    const prompt = this.prompts.of(session, event, transcript);
    if (prompt?.isPrivate) return 'private';
    if (!this.seen.isNew(session.id, { event, payload, toolUseId, seq: prompt?.seq ?? 0, transcript })) return 'duplicate';
    this.messages.add({
      sessionId: session.id,
      promptNumber: prompt?.number ?? 0,
      project: tree,
      cwd: event.cwd,
      atMs: event.atMs,
      toolUseId,
      subagent: event.subagent,
      payload: payload.kind === 'summarize' ? { kind: 'summarize', request: this.filled(session.id, payload.request, prompt?.text ?? null) } : payload,
    });
    if (session.isHeld && !transcript) this.sessions.hold(session.id, false);
    return 'queued';
  }

  /** With what the event itself does not say: the prompt, and the last words where they came in an event of their own. */
  private filled(sessionId: number, request: SummarizeRequest, prompt: string | null): SummarizeRequest {
    const words = request.reason === 'stop' ? this.state.get(lastWords(sessionId)) : undefined;
    if (words !== undefined) this.state.set(lastWords(sessionId), undefined);
    return { ...request, lastUserMessage: prompt ?? '', lastAssistantMessage: request.lastAssistantMessage || (words ?? '') };
  }

  private forgetTurn(sessionId: number, promptNumber: number): void {
    this.state.set(lastWords(sessionId), undefined);
    this.messages.removeTurn(sessionId, promptNumber);
    this.memories.removeTurn(sessionId, promptNumber);
    this.undo.clear(); // It might bring some of it back.
  }
}

/** Where the last words of a session's turn are kept until its end. */
export const lastWords = (sessionId: number): string => `lastWords/${sessionId}`;
