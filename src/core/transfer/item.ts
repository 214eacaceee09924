import * as z from 'zod/mini';
import { AGENTS, NOTES } from '../hookEvent';
import { CONCEPTS, OBSERVATION_TYPES } from '../observation';

/** More than any memory holds; a text this long is no memory. */
const MAX_TEXT = 1 << 20;
const MAX_ITEMS = 10_000;

const text = z.string().check(z.maxLength(MAX_TEXT));
const texts = z.array(text).check(z.maxLength(MAX_ITEMS));
const count = z.number().check(z.int(), z.nonnegative());
const DAY_MS = 86_400_000;
/** A memory of days to come would stay the newest; a day is left for clocks that differ. */
const time = z.number().check(
  z.int(),
  z.nonnegative(),
  z.refine((ms) => ms <= Date.now() + DAY_MS, { error: 'a time is between 1970 and now' }),
);
const id = (prefix: string): z.ZodMiniString => z.string().check(z.regex(new RegExp(`^${prefix}[1-9]\\d{0,14}$`), { error: `an id is like ${prefix}12` }));
const yes = z.optional(z.literal(true));

const marks = (prefix: string) => ({ isPinned: yes, isExcluded: yes, isEdited: yes, supersededBy: z.optional(id(prefix)) });
const prompts = count.check(z.maximum(1_000_000));
const place = { sessionId: count, promptNumber: prompts, atMs: time };

const session = z.object({
  kind: z.literal('session'),
  id: count,
  agent: z.enum([...AGENTS, NOTES]),
  agentSessionId: text.check(z.minLength(1)),
  project: text.check(z.minLength(1)),
  title: text,
  startedAtMs: time,
  lastAtMs: time,
  endedAtMs: z.nullable(time),
  prompts,
  inputTokens: count,
  outputTokens: count,
});
const prompt = z.object({ kind: z.literal('prompt'), sessionId: count, number: prompts.check(z.minimum(1)), text, isPrivate: z.boolean(), atMs: time });
const observation = z.object({
  kind: z.literal('observation'),
  id: id('o'),
  ...place,
  type: z.enum(OBSERVATION_TYPES),
  title: text.check(z.minLength(1)),
  subtitle: text,
  narrative: text,
  facts: texts,
  concepts: z.array(z.enum(CONCEPTS)),
  filesRead: texts,
  filesModified: texts,
  evidence: texts,
  subagentType: z.optional(text),
  ...marks('o'),
});
const summary = z.object({ kind: z.literal('summary'), id: id('s'), ...place, request: text, investigated: text, learned: text, completed: text, nextSteps: text, ...marks('s') });
/** What is queued or failed: told for completeness, without its payload. */
const message = z.object({ kind: z.literal('message') });

export const KINDS = ['session', 'prompt', 'observation', 'summary', 'message'] as const;

/** One thing of an export; `sessionId` is the `id` of the session before it. */
export const transferItem = z.discriminatedUnion('kind', [session, prompt, observation, summary, message]);
export type TransferItem = z.infer<typeof transferItem>;
export type TransferSession = z.infer<typeof session>;
export type TransferPrompt = z.infer<typeof prompt>;
export type TransferMemory = z.infer<typeof observation> | z.infer<typeof summary>;

/** A part of a session, as it is taken in at once. */
export const transferBatch = z.object({ session, prompts: z.array(prompt), memories: z.array(z.discriminatedUnion('kind', [observation, summary])), keepsIds: z.boolean() });
export type TransferBatch = z.infer<typeof transferBatch>;

/** Which memory holds in the place of which, by their ids here. */
export interface TransferLink {
  readonly id: string;
  readonly by: string;
}
export const transferLinks = z.array(z.object({ id: z.string(), by: z.string() })).check(z.maxLength(MAX_ITEMS));

/** What came of a batch. */
export interface TransferAnswer {
  readonly added: number;
  /** Were there already, or belong to a prompt that is private here. */
  readonly known: number;
  /** Ids here of memories whose id is another than in the file. */
  readonly renamed: readonly (readonly [from: string, to: string])[];
}
