import { shorten } from '../../core/clip';
import type { Batch } from '../../core/message';
import type { ObservationDraft, SummaryDraft } from '../../core/observation';
import { oneLine, plainText } from '../../core/plainText';
import { summarizeRequestOf, type Clean } from '../../core/prompt';
import { REPLY_LIMITS } from '../../core/reply';

const LOOKED = /^(?:Read|Searched|Looked at|Web:|Sub-agent)\b/u;
const LEARNED = /^(?:Tests (?:pass|fail):|Fixed:)|\bfailed(?:[:,]|$)/u;
const NEXT = /\b(?:next|todo|remaining|remains|left to do|follow[- ]up|still (?:need|has|have)|should (?:now|then|also)|not yet)\b/iu;

/** The sentences of a text that speak of what is still to do. */
function nextStepsIn(text: string): string {
  return text.split(/(?<=[.!?])\s+|\n+/u).filter((sentence) => NEXT.test(sentence)).slice(0, 5).map(oneLine).join('\n');
}

const asLines = (titles: readonly string[]): string => titles.map((title) => `- ${title}`).join('\n');

/** A turn's summary from what the user asked, what was done, and the assistant's last words; undefined where none is asked for. */
export function summarize(batch: Batch, observations: readonly ObservationDraft[], clean: Clean): SummaryDraft | undefined {
  const request = summarizeRequestOf(batch);
  if (request === undefined) return undefined;
  const safe = (text: string): string => clean(plainText(text)).trim();
  const field = (text: string): string => shorten(text, REPLY_LIMITS.summaryField);
  const titles = [...new Set([...batch.turnTitles, ...observations.map((observation) => observation.title)].map(safe))];
  const looked = titles.filter((title) => LOOKED.test(title) && !LEARNED.test(title));
  const learned = titles.filter((title) => LEARNED.test(title));
  const done = titles.filter((title) => !LOOKED.test(title) && !LEARNED.test(title));
  const lastWords = safe(request.lastAssistantMessage);
  return {
    request: field(safe(batch.prompt || request.lastUserMessage) || 'Not recorded'),
    investigated: field(asLines(looked)),
    learned: field(asLines(learned)),
    completed: field([shorten(lastWords, 1_000), asLines(done)].filter((part) => part !== '').join('\n')),
    nextSteps: field(nextStepsIn(lastWords)),
  };
}
