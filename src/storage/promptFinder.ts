import type { HookEvent, PromptEvent } from '../core/hookEvent';
import type { TranscriptOrigin } from '../core/transcript';
import type { PromptRow, PromptTable } from './promptTable';
import type { SessionRow, SessionTable } from './sessionTable';

/** The same words twice within this time, from an agent that gives prompts no id, are one prompt told by two routes. */
const SAME_PROMPT_MS = 5_000;
/** As far as a transcript's time of a prompt may be from its hook's. */
const TRANSCRIPT_PROMPT_MS = 10_000;

/** A prompt as it is after it was told; `isNews` is false when it was known already. */
export interface TakenPrompt {
  readonly prompt: PromptRow;
  readonly isNews: boolean;
}

/** Finds the prompt that an event is or belongs to, or makes it; the same prompt by a hook and by a transcript is one. */
export class PromptFinder {
  constructor(
    private readonly sessions: SessionTable,
    private readonly prompts: PromptTable,
  ) {}

  /** A hook tells of a prompt: if it is news, this is where the agent is now. Undefined for one that was told before the current one. */
  told(session: SessionRow, event: PromptEvent): TakenPrompt | undefined {
    const { promptId } = event;
    const known = promptId === undefined ? undefined : this.prompts.byAgentId(session.id, promptId);
    if (known?.isTold) return known.text === null ? { prompt: this.fill(session, known, event), isNews: true } : { prompt: known, isNews: known.text !== event.text };
    const untold = known ?? this.near(session, event).find((prompt) => !prompt.isTold && (prompt.agentPromptId === null || promptId === undefined));
    if (untold) {
      const told = { ...untold, isTold: true, agentPromptId: untold.agentPromptId ?? promptId ?? null };
      return { prompt: this.goTo(session, told.text === null ? this.fill(session, told, event) : this.prompts.change(session.id, told)), isNews: true };
    }
    if (promptId === undefined) {
      if (this.prompts.has(session.id, event.text, event.atMs)) return undefined;
      const current = this.prompts.bySeq(session.id, session.currentPrompt);
      if (current?.text === event.text && Math.abs(current.atMs - event.atMs) < SAME_PROMPT_MS) return { prompt: current, isNews: false };
    }
    return { prompt: this.goTo(session, this.add(session, { ...wordsOf(event), agentPromptId: promptId ?? null, transcriptKey: null, isTold: true })), isNews: true };
  }

  /** A transcript tells of a prompt. */
  transcribed(session: SessionRow, event: PromptEvent, { promptKey }: TranscriptOrigin): TakenPrompt {
    const { promptId } = event;
    const known = this.ofTranscript(session, event, promptKey);
    const met = known ?? this.near(session, event).find((prompt) => prompt.transcriptKey === null && (prompt.agentPromptId === null || promptId === undefined));
    if (!met) return { prompt: this.add(session, { ...wordsOf(event), agentPromptId: promptId ?? null, transcriptKey: promptKey, isTold: false }), isNews: true };
    const named = { ...met, transcriptKey: met.transcriptKey ?? promptKey };
    if (met.text === null) return { prompt: this.fill(session, named, event), isNews: true };
    return { prompt: met.transcriptKey === null ? this.prompts.change(session.id, named) : met, isNews: false };
  }

  /** The prompt that an event belongs to; undefined before the first. One that is still on its way (spooled, say) gets its place. */
  of(session: SessionRow, event: HookEvent, transcript: TranscriptOrigin | undefined): PromptRow | undefined {
    const { promptId } = event;
    if (transcript) {
      if (transcript.promptKey === '') return undefined;
      return this.ofTranscript(session, event, transcript.promptKey) ?? this.add(session, { ...placeOf(event), agentPromptId: promptId ?? null, transcriptKey: transcript.promptKey, isTold: false });
    }
    if (promptId !== undefined) return this.prompts.byAgentId(session.id, promptId) ?? this.goTo(session, this.add(session, { ...placeOf(event), agentPromptId: promptId, transcriptKey: null, isTold: true }));
    // Where hooks have told of no prompt yet, a transcript may have.
    return session.currentPrompt === 0 ? this.prompts.before(session.id, event.atMs) : this.prompts.bySeq(session.id, session.currentPrompt);
  }

  private ofTranscript(session: SessionRow, { promptId }: HookEvent, promptKey: string): PromptRow | undefined {
    return this.prompts.byTranscriptKey(session.id, promptKey) ?? (promptId === undefined ? undefined : this.prompts.byAgentId(session.id, promptId));
  }

  private near(session: SessionRow, event: PromptEvent): PromptRow[] {
    return this.prompts.near(session.id, event.text, event.atMs, TRANSCRIPT_PROMPT_MS);
  }

  private add(session: SessionRow, prompt: Omit<PromptRow, 'number' | 'seq'>): PromptRow {
    return this.prompts.add(session.id, { ...prompt, seq: this.sessions.countPrompt(session, prompt.text) });
  }

  private fill(session: SessionRow, prompt: PromptRow, event: PromptEvent): PromptRow {
    this.sessions.entitle(session.id, event.text);
    return this.prompts.change(session.id, { ...prompt, ...wordsOf(event) });
  }

  private goTo(session: SessionRow, prompt: PromptRow): PromptRow {
    this.sessions.goTo(session.id, prompt.seq);
    return prompt;
  }
}

const wordsOf = ({ text, isPrivate, atMs }: PromptEvent): Pick<PromptRow, 'text' | 'isPrivate' | 'atMs'> => ({ text, isPrivate, atMs });

const placeOf = ({ atMs }: HookEvent): Pick<PromptRow, 'text' | 'isPrivate' | 'atMs'> => ({ text: null, isPrivate: false, atMs });
