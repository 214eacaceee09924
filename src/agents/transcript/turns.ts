import type { Agent, Json } from '../../core/hookEvent';
import type { TranscriptEvent } from '../../core/transcript';
import type { Fields } from '../payload/commonPayload';

/** Calls whose answer never came (the agent was killed, say) are given up beyond this. */
const MAX_OPEN_CALLS = 500;

export interface Call {
  readonly name: string;
  readonly input: Json;
}

/** What an agent's hooks call the beginning and the end of a turn. */
export interface TurnEvents {
  readonly prompt: string;
  readonly stop: string;
}

/**
 * Follows a transcript from turn to turn. Agents write down what was said, not that a turn has ended: it has when the last thing
 * was the agent's word, and the next prompt or the end of the file comes.
 */
export class Turns {
  sessionId = '';
  cwd = '';
  private promptKey = '';
  private promptId: string | undefined;
  turnAtByte = 0;
  private readonly calls = new Map<string, Call>();
  private lastWords: { readonly text: string; readonly key: string; readonly atMs: number } | undefined;

  constructor(
    private readonly agent: Agent,
    private readonly events: TurnEvents,
  ) {}

  get current(): { readonly promptKey: string; readonly promptId: string | undefined } {
    return { promptKey: this.promptKey, promptId: this.promptId };
  }

  /** The agent goes on: what it said is not the end of its turn. */
  work(): void {
    this.lastWords = undefined;
  }

  /** The user's next prompt. */
  *begin(prompt: { readonly key: string; readonly id?: string | undefined; readonly text: string; readonly atMs: number; readonly atByte: number }): Generator<TranscriptEvent> {
    yield* this.end();
    this.enter(prompt.key, prompt.id, prompt.atByte);
    yield this.event(this.events.prompt, prompt.atMs, `prompt/${prompt.key}`, { prompt: prompt.text });
  }

  /** What follows belongs to this prompt, which is told elsewhere. */
  enter(key: string, id: string | undefined, atByte: number): void {
    this.promptKey = key;
    this.promptId = id;
    this.turnAtByte = atByte;
    this.calls.clear();
    this.lastWords = undefined;
  }

  /** The agent's word, for now the last; words of one key are one text. */
  say(text: string, key: string, atMs: number): void {
    if (text.trim() === '') return;
    this.lastWords = { text: this.lastWords?.key === key ? `${this.lastWords.text}\n${text}` : text, key, atMs };
  }

  /** The turn will have no end of its own: the user broke it off. */
  breakOff(): void {
    this.lastWords = undefined;
    this.calls.clear();
  }

  /** The agent uses a tool: what it said before is not the end of its turn. */
  call(id: string, call: Call): void {
    this.work();
    if (this.calls.size >= MAX_OPEN_CALLS) this.calls.delete(this.calls.keys().next().value ?? '');
    this.calls.set(id, call);
  }

  /** The call that is answered now; undefined for one that nobody made. */
  answered(id: string): Call | undefined {
    const call = this.calls.get(id);
    this.calls.delete(id);
    return call;
  }

  /** What the agent said, when that was the last thing in its turn. */
  *end(): Generator<TranscriptEvent> {
    const words = this.lastWords;
    this.lastWords = undefined;
    if (words && this.calls.size === 0) yield this.event(this.events.stop, words.atMs, `stop/${words.key}`, { last_assistant_message: words.text });
  }

  event(event: string, atMs: number, eventKey: string, fields: Fields): TranscriptEvent {
    const prompt = this.promptId === undefined ? {} : { prompt_id: this.promptId };
    return {
      agent: this.agent,
      event,
      atMs,
      payload: { session_id: this.sessionId, cwd: this.cwd, ...prompt, ...fields },
      origin: { promptKey: this.promptKey, eventKey },
      turnAtByte: this.turnAtByte,
    };
  }
}

/** ISO 8601, as all agents write it; 0 where there is none. */
export function timeOf(value: Json | undefined): number {
  const atMs = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isFinite(atMs) && atMs > 0 ? Math.trunc(atMs) : 0;
}
