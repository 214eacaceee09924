import { shorten } from '../../core/clip';
import type { Concept, ObservationDraft, ObservationType } from '../../core/observation';
import { oneLine, plainText } from '../../core/plainText';
import type { Clean } from '../../core/prompt';
import { REPLY_LIMITS } from '../../core/reply';
import { filesModified, filesRead, type Step } from './step';

/** What a rule says of the steps it looked at. */
export interface Finding {
  readonly type: ObservationType;
  readonly title: string;
  readonly subtitle?: string;
  readonly narrative: string;
  readonly facts?: readonly string[];
  readonly concepts: readonly Concept[];
  /** Never empty. */
  readonly steps: readonly Step[];
}

/** The finding as an observation: texts plain, clean and capped, files from the steps. */
export function draftOf(finding: Finding, clean: Clean): ObservationDraft {
  const line = (text: string, max: number): string => shorten(oneLine(clean(plainText(text))), max);
  const facts = (finding.facts ?? []).map((fact) => line(fact, REPLY_LIMITS.fact)).filter((fact) => fact !== '');
  return {
    type: finding.type,
    title: line(finding.title, REPLY_LIMITS.title) || 'Used a tool without a name',
    subtitle: line(finding.subtitle ?? '', REPLY_LIMITS.subtitle),
    narrative: shorten(clean(plainText(finding.narrative)).trim(), REPLY_LIMITS.narrative),
    facts: [...new Set(facts)].slice(0, REPLY_LIMITS.facts),
    concepts: finding.concepts,
    filesRead: filesRead(finding.steps).slice(0, REPLY_LIMITS.files),
    filesModified: filesModified(finding.steps).slice(0, REPLY_LIMITS.files),
    messageIds: [...new Set(finding.steps.map((step) => step.message.id))].toSorted((a, b) => a - b),
  };
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listed(items: readonly string[], most = 3): string {
  const shown = items.slice(0, most);
  const more = items.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  const last = shown.at(-1) ?? '';
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${last}` : last;
}
