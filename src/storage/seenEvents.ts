import type { HookEvent } from '../core/hookEvent';
import type { MessagePayload } from '../core/message';
import type { TranscriptOrigin } from '../core/transcript';
import type { Database } from './database';
import { hashOf } from './hashOf';

/** An event as it is to become a message. */
export interface Told {
  readonly event: HookEvent;
  readonly payload: MessagePayload;
  readonly toolUseId: string | undefined;
  /** Of its prompt. */
  readonly seq: number;
  /** Set when a transcript tells it. */
  readonly transcript: TranscriptOrigin | undefined;
}

/**
 * Remembers which events were seen, by hashes.
 *
 * What comes again by the same way is the same in every word. What a hook told and a transcript tells is not: the transcript has
 * other words for an answer, and an id where the hook has none. So either notes what it told by what both know (the prompt and the
 * tool use's id; where there is none, what was asked; for reports and ends of turns the prompt alone), counted where it was told
 * more than once; and the second is known by what the first has noted.
 */
export class SeenEvents {
  constructor(private readonly db: Database) {}

  /** Notes the event. @returns whether it is to be queued */
  isNew(sessionId: number, told: Told): boolean {
    const exact = exactKeys(told).map((key) => this.note(sessionId, key));
    if (exact.includes(false)) return false;
    const [own, other] = told.transcript ? ['transcript', 'hook'] : ['hook', 'transcript'];
    const matched = commonKeys(told).map((key) => {
      let time = 1;
      while (!this.note(sessionId, JSON.stringify([own, key, time]))) time++;
      return this.has(sessionId, JSON.stringify([other, key, time]));
    });
    return !matched.includes(true);
  }

  private note(sessionId: number, key: string): boolean {
    this.db.run('INSERT OR IGNORE INTO seen_events (session_id, event_hash) VALUES (?, ?)', sessionId, hashOf(key));
    return this.db.changes() > 0;
  }

  private has(sessionId: number, key: string): boolean {
    return this.db.get('SELECT 1 FROM seen_events WHERE session_id = ? AND event_hash = ?', sessionId, hashOf(key)) !== undefined;
  }
}

/**
 * What makes an event one and the same: one key that was seen is enough. A tool use id alone is none: agents were seen to use one
 * twice in a session (a resumed one, of a client that counts them), so what was asked is a part of it. Without an id, the same
 * words of one prompt are one event (told by two routes), and so are those of one moment: what an owner wrote but could not
 * acknowledge comes again, maybe when the next prompt has begun.
 */
function exactKeys({ event, payload, toolUseId, seq, transcript }: Told): string[] {
  const again = transcript === undefined ? [] : [JSON.stringify(['again', transcript.eventKey])];
  if (payload.kind === 'toolUse' && toolUseId !== undefined) return [JSON.stringify(['tool', toolUseId, payload.toolUse.name, payload.toolUse.input]), ...again];
  const subagent = event.subagent?.id ?? '';
  return [JSON.stringify([payload.kind, seq, subagent, payload]), JSON.stringify(['at', event.atMs, subagent, payload]), ...again];
}

/** What a hook and a transcript both know of the event. A hook without an id is met by a transcript with one, so that notes both. */
function commonKeys({ event, payload, toolUseId, seq, transcript }: Told): string[] {
  switch (payload.kind) {
    case 'toolUse': {
      const asked = JSON.stringify([seq, payload.toolUse.name, payload.toolUse.input]);
      if (toolUseId === undefined) return [asked];
      const id = JSON.stringify([seq, toolUseId]);
      return transcript === undefined ? [id] : [id, asked];
    }
    case 'subagentReport':
      return [JSON.stringify([seq, 'report', event.subagent?.id ?? ''])];
    case 'summarize':
      return [JSON.stringify([seq, payload.request.reason])];
  }
}
