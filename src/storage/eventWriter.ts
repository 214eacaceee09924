import { hash } from 'node:crypto';
import type { HookEvent, PromptEvent } from '../core/hookEvent';
import type { MessagePayload, SummarizeRequest } from '../core/message';
import type { IngestResult } from '../core/ports';
import type { Database } from './database';
import type { MessageTable } from './messageTable';
import type { MemoryTable } from './memoryTable';
import type { SessionRow, SessionTable } from './sessionTable';
import type { StateTable } from './stateTable';

/** The same words twice within this time, from an agent that gives prompts no id, are one prompt told by two routes. */
const SAME_PROMPT_MS = 5_000;

export interface IngestAnswer {
  readonly result: IngestResult;
  readonly sessionId: number;
  /** What was remembered under the project's folder is now under its identity. */
  readonly isRenamed: boolean;
}

/**
 * Turns one hook event into rows, inside a transaction. An event that was seen before changes nothing. A private prompt makes
 * its whole turn private, also where its tool uses came first.
 */
export class EventWriter {
  constructor(
    private readonly db: Database,
    private readonly sessions: SessionTable,
    private readonly messages: MessageTable,
    private readonly memories: MemoryTable,
    private readonly state: StateTable,
  ) {}

  write(event: HookEvent, project: string, folder: string, tree = folder): IngestAnswer {
    const session = this.sessions.touch(event, project);
    const isRenamed = project !== folder && (session.isNew || session.project === folder) && this.sessions.renameProject(folder, project) > 0;
    return { result: this.writeIn(session, event, tree), sessionId: session.id, isRenamed };
  }

  private writeIn(session: SessionRow, event: HookEvent, tree: string): IngestResult {
    switch (event.kind) {
      case 'sessionStart':
        return 'recorded';
      case 'sessionEnd':
        this.sessions.end(session.id, event.atMs);
        this.state.set(lastWords(session.id), undefined);
        return 'recorded';
      case 'prompt':
        return this.writePrompt(session, event);
      case 'toolUse':
        return this.queue(session, event, tree, { kind: 'toolUse', toolUse: event.toolUse }, event.toolUseId);
      case 'subagentStop':
        if (event.lastAssistantMessage.trim() === '') return 'recorded';
        return this.queue(session, event, tree, { kind: 'subagentReport', report: { text: event.lastAssistantMessage } }, undefined);
      case 'assistantMessage':
        if (this.promptOf(session, event).isPrivate) return 'private';
        this.state.set(lastWords(session.id), event.text);
        return 'recorded';
      case 'preCompact':
      case 'stop': {
        const lastAssistantMessage = event.kind === 'stop' ? event.lastAssistantMessage : '';
        return this.queue(session, event, tree, { kind: 'summarize', request: { lastUserMessage: '', lastAssistantMessage, reason: event.kind } }, undefined);
      }
    }
  }

  private writePrompt(session: SessionRow, event: PromptEvent): IngestResult {
    const known = event.promptId === undefined ? undefined : this.sessions.promptByAgentId(session.id, event.promptId);
    if (event.isMachine) return 'recorded';
    if (known && known.text !== null) return known.text === event.text ? 'duplicate' : 'recorded';
    if (known) {
      this.sessions.fillPrompt(session.id, known.number, event.text, event.isPrivate, event.atMs);
      if (event.isPrivate) this.forgetTurn(session.id, known.number);
      return event.isPrivate ? 'private' : 'recorded';
    }
    if (event.promptId === undefined && this.sessions.hasPrompt(session.id, event.text, event.atMs)) return 'duplicate';
    const current = this.sessions.prompt(session.id, session.promptCount);
    if (event.promptId === undefined && current?.text === event.text && Math.abs(current.atMs - event.atMs) < SAME_PROMPT_MS) return 'duplicate';
    this.sessions.addPrompt(session, event.promptId, event.text, event.isPrivate, event.atMs);
    return event.isPrivate ? 'private' : 'recorded';
  }

  private queue(session: SessionRow, event: HookEvent, tree: string, payload: MessagePayload, toolUseId: string | undefined): IngestResult {
    const prompt = this.promptOf(session, event);
    if (prompt.isPrivate) return 'private';
    if (!this.isNew(session.id, eventKeys(event, payload, toolUseId, prompt.number))) return 'duplicate';
    this.messages.add({
      sessionId: session.id,
      promptNumber: prompt.number,
      project: tree,
      cwd: event.cwd,
      atMs: event.atMs,
      toolUseId,
      subagent: event.subagent,
      payload: payload.kind === 'summarize' ? { kind: 'summarize', request: this.filled(session.id, payload.request, prompt.text) } : payload,
    });
    if (session.isHeld) this.sessions.hold(session.id, false);
    return 'queued';
  }

  /** The prompt that the event belongs to: by the agent's id of it, else the session's current one; 0 before the first. */
  private promptOf(session: SessionRow, event: HookEvent): { number: number; text: string | null; isPrivate: boolean } {
    if (event.promptId !== undefined) {
      const known = this.sessions.promptByAgentId(session.id, event.promptId);
      if (known) return known;
      // Its prompt is still on its way (spooled, say): keep its place.
      return { number: this.sessions.addPrompt(session, event.promptId, null, false, event.atMs), text: null, isPrivate: false };
    }
    return this.sessions.prompt(session.id, session.promptCount) ?? { number: session.promptCount, text: null, isPrivate: false };
  }

  private isNew(sessionId: number, keys: readonly string[]): boolean {
    let isNew = true;
    for (const key of keys) {
      this.db.run('INSERT OR IGNORE INTO seen_events (session_id, event_hash) VALUES (?, ?)', sessionId, numberOf(key));
      isNew &&= this.db.changes() > 0;
    }
    return isNew;
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
  }
}

/**
 * What makes an event one and the same: one key that was seen is enough. A tool use id alone is none: agents were seen to use one
 * twice in a session (a resumed one, of a client that counts them), so what was asked is a part of it. Without an id, the same
 * words of one prompt are one event (told by two routes), and so are those of one moment: what an owner wrote but could not
 * acknowledge comes again, maybe when the next prompt has begun.
 */
function eventKeys(event: HookEvent, payload: MessagePayload, toolUseId: string | undefined, promptNumber: number): string[] {
  if (payload.kind === 'toolUse' && toolUseId !== undefined) return [JSON.stringify(['tool', toolUseId, payload.toolUse.name, payload.toolUse.input])];
  const subagent = event.subagent?.id ?? '';
  return [JSON.stringify([payload.kind, promptNumber, subagent, payload]), JSON.stringify(['at', event.atMs, subagent, payload])];
}

/** Where the last words of a session's turn are kept until its end. */
const lastWords = (sessionId: number): string => `lastWords/${sessionId}`;

/** 52 bits of the key's SHA-1: a number that SQLite and JavaScript both hold exactly. */
function numberOf(key: string): number {
  const digest = hash('sha1', key, 'buffer');
  return digest.readUIntBE(0, 6) * 16 + ((digest[6] ?? 0) & 0x0f);
}
