export const OBSERVATION_TYPES = ['bugfix', 'feature', 'refactor', 'change', 'discovery', 'decision'] as const;
export type ObservationType = (typeof OBSERVATION_TYPES)[number];

export const CONCEPTS = ['how-it-works', 'why-it-exists', 'what-changed', 'problem-solution', 'gotcha', 'pattern', 'trade-off'] as const;
export type Concept = (typeof CONCEPTS)[number];

/** What is remembered of one or more tool uses, as a provider gives it. */
export interface ObservationDraft {
  readonly type: ObservationType;
  readonly title: string;
  readonly subtitle: string;
  readonly narrative: string;
  readonly facts: readonly string[];
  readonly concepts: readonly Concept[];
  readonly filesRead: readonly string[];
  readonly filesModified: readonly string[];
  /** The messages of the batch that it stands on, by id; never empty. */
  readonly messageIds: readonly number[];
}

/** What is remembered of one prompt's turn, as a provider gives it. */
export interface SummaryDraft {
  readonly request: string;
  readonly investigated: string;
  readonly learned: string;
  readonly completed: string;
  readonly nextSteps: string;
}

/** The outcome of one provider call. Nothing worth keeping (no observation, no summary) is a valid one. */
export interface Compression {
  readonly observations: readonly ObservationDraft[];
  readonly summary?: SummaryDraft;
  readonly usage: Usage;
}

export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What people decided about a memory; what is absent, nobody decided. */
export interface Marks {
  /** Comes first in what its project's agents are told. */
  readonly isPinned?: true;
  /** Kept and found, but told to no agent that does not ask for it. */
  readonly isExcluded?: true;
  /** Id of the memory that holds in its place; told to no agent that does not ask for it. */
  readonly supersededBy?: string;
  /** A person changed it: it stays when its events are processed again. */
  readonly isEdited?: true;
}

/** What of a memory its marks are. */
export function marksOn({ isPinned, isExcluded, supersededBy, isEdited }: Marks): Marks {
  return { ...(isPinned && { isPinned }), ...(isExcluded && { isExcluded }), ...(supersededBy !== undefined && { supersededBy }), ...(isEdited && { isEdited }) };
}

interface Kept extends Marks {
  /** `o12` for an observation, `s3` for a summary, `p4.2` for prompt 2 of session 4. */
  readonly id: string;
  readonly sessionId: number;
  readonly promptNumber: number;
  readonly project: string;
  readonly atMs: number;
}

export interface Observation extends Kept, Omit<ObservationDraft, 'messageIds'> {
  readonly kind: 'observation';
  /** The agent's tool_use ids that it stands on. */
  readonly evidence: readonly string[];
  /** The type of the sub-agent that did the work, where one did. */
  readonly subagentType?: string;
}

export interface Summary extends Kept, SummaryDraft {
  readonly kind: 'summary';
}

/** A prompt as it was asked, found while no summary tells of its turn. */
export interface AskedPrompt extends Kept {
  readonly kind: 'prompt';
  readonly request: string;
}

export type Memory = Observation | Summary | AskedPrompt;
