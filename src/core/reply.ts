import * as z from 'zod/mini';
import { actionOf } from './action/action';
import { filesOf } from './action/files';
import { shorten } from './clip';
import { ProviderError } from './errors';
import type { Batch, Message } from './message';
import { CONCEPTS, OBSERVATION_TYPES, type Compression, type Concept, type ObservationDraft, type ObservationType, type SummaryDraft } from './observation';
import { plainText } from './plainText';
import { summarizeRequestOf, type Clean } from './prompt';

/** How much of a model's words is kept, in characters and items. */
export const REPLY_LIMITS = { title: 160, subtitle: 300, narrative: 4_000, fact: 500, facts: 12, summaryField: 2_000, observations: 50, files: 50 } as const;

const text = z.catch(z.string(), '');
const list = z.catch(z.array(z.unknown()), []);

const observationShape = z.object({ type: text, title: text, subtitle: text, narrative: text, facts: list, concepts: list, evidence: list });
const summaryShape = z.object({ request: text, investigated: text, learned: text, completed: text, nextSteps: text });
const replyShape = z.object({ observations: z.array(z.unknown()), summary: z.optional(z.unknown()) });

/** What models write instead of our words. */
const TYPE_ALIASES: Readonly<Record<string, ObservationType>> = {
  bug: 'bugfix', fix: 'bugfix', 'bug-fix': 'bugfix', feat: 'feature', refactoring: 'refactor', edit: 'change', update: 'change', finding: 'discovery', learning: 'discovery', choice: 'decision',
};

const word = (value: string): string => value.trim().toLowerCase().replace(/[\s_]+/gu, '-');

function typeOf(value: string, modifiesFiles: boolean): ObservationType {
  const wanted = word(value);
  const alias = Object.hasOwn(TYPE_ALIASES, wanted) ? TYPE_ALIASES[wanted] : undefined;
  return OBSERVATION_TYPES.find((type) => type === wanted) ?? alias ?? (modifiesFiles ? 'change' : 'discovery');
}

function conceptsOf(values: readonly unknown[]): readonly Concept[] {
  const wanted = new Set(values.map((value) => (typeof value === 'string' ? word(value) : '')));
  return CONCEPTS.filter((concept) => wanted.has(concept));
}

/** The messages that the numbers mean; the whole batch where none of them means one. */
function evidenceOf(numbers: readonly unknown[], batch: Batch): readonly Message[] {
  const wanted = new Set(numbers.map((number) => (typeof number === 'string' ? Number(number) : number)));
  const worked = batch.messages.filter((message) => message.payload.kind !== 'summarize');
  const told = worked.filter((message) => wanted.has(batch.messages.indexOf(message) + 1));
  return told.length > 0 ? told : worked.length > 0 ? worked : batch.messages;
}

function filesOfMessages(messages: readonly Message[]): { readonly read: readonly string[]; readonly modified: readonly string[] } {
  const files = messages.flatMap((message) => (message.payload.kind === 'toolUse' ? [filesOf(actionOf(message.payload.toolUse), message.project)] : []));
  const modified = new Set(files.flatMap((each) => each.modified));
  const read = new Set(files.flatMap((each) => each.read));
  return { read: [...read].slice(0, REPLY_LIMITS.files), modified: [...modified].slice(0, REPLY_LIMITS.files) };
}

class ReplyReader {
  constructor(
    private readonly batch: Batch,
    private readonly clean: Clean,
  ) {}

  observation(value: unknown): ObservationDraft | undefined {
    const parsed = observationShape.safeParse(value);
    if (!parsed.success) return undefined;
    const said = parsed.data;
    const narrative = this.words(said.narrative, REPLY_LIMITS.narrative);
    const title = this.line(said.title || said.subtitle || narrative, REPLY_LIMITS.title);
    if (title === '') return undefined;
    const evidence = evidenceOf(said.evidence, this.batch);
    const files = filesOfMessages(evidence);
    const facts = said.facts.map((fact) => (typeof fact === 'string' ? this.words(fact, REPLY_LIMITS.fact) : '')).filter((fact) => fact !== '');
    return {
      type: typeOf(said.type, files.modified.length > 0),
      title,
      subtitle: this.line(said.subtitle, REPLY_LIMITS.subtitle),
      narrative,
      facts: [...new Set(facts)].slice(0, REPLY_LIMITS.facts),
      concepts: conceptsOf(said.concepts),
      filesRead: files.read,
      filesModified: files.modified,
      messageIds: evidence.map((message) => message.id),
    };
  }

  summary(value: unknown): SummaryDraft | undefined {
    const parsed = summaryShape.safeParse(value);
    if (!parsed.success) return undefined;
    const field = (said: string): string => this.words(said, REPLY_LIMITS.summaryField);
    const { request, investigated, learned, completed, nextSteps } = parsed.data;
    const summary = { request: field(request), investigated: field(investigated), learned: field(learned), completed: field(completed), nextSteps: field(nextSteps) };
    return Object.values(summary).every((said) => said === '') ? undefined : summary;
  }

  private words(said: string, maxChars: number): string {
    return shorten(this.clean(plainText(said)).trim(), maxChars);
  }

  private line(said: string, maxChars: number): string {
    return shorten(this.words(said, maxChars * 4).replace(/\s+/gu, ' '), maxChars);
  }
}

function invalid(what: string, cause?: unknown): ProviderError {
  return new ProviderError('invalidReply', `The model's answer could not be used: ${what}.`, undefined, { cause });
}

/** The JSON in a model's answer; some wrap it in a code fence whatever they are told. */
export function jsonOfAnswer(answer: string): unknown {
  const bare = answer.trim().replace(/^```(?:json)?\s*\n([\s\S]*?)\n?```$/u, '$1');
  if (bare === '') throw invalid('it was empty');
  try {
    return JSON.parse(bare);
  } catch (error) {
    throw invalid('it was not JSON', error);
  }
}

/**
 * Turns a model's reply into what is stored: mends what it can, caps every string, takes out control characters and secrets.
 * @throws ProviderError `invalidReply` when it is no reply, or lacks the summary that was asked for
 */
export function parseReply(reply: unknown, batch: Batch, clean: Clean): Pick<Compression, 'observations' | 'summary'> {
  const parsed = replyShape.safeParse(Array.isArray(reply) ? { observations: reply } : reply);
  if (!parsed.success) throw invalid('it holds no observations');
  const { observations: told, summary: toldSummary } = parsed.data;
  const reader = new ReplyReader(batch, clean);
  const observations = told.slice(0, REPLY_LIMITS.observations).flatMap((value) => reader.observation(value) ?? []);
  if (observations.length === 0 && told.length > 0) throw invalid('none of its observations says anything');
  if (summarizeRequestOf(batch) === undefined || toldSummary === null) return { observations };
  const summary = reader.summary(toldSummary);
  if (summary === undefined) throw invalid('it lacks the summary');
  return { observations, summary };
}
