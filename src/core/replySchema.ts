import { CONCEPTS, OBSERVATION_TYPES } from './observation';

/** The part of JSON Schema that every provider's structured output understands, in one way or another. */
export type ReplySchema =
  | { readonly type: 'string'; readonly enum?: readonly string[] }
  | { readonly type: 'integer' }
  | { readonly type: 'null' }
  | { readonly type: 'array'; readonly items: ReplySchema }
  | { readonly type: 'object'; readonly properties: Readonly<Record<string, ReplySchema>>; readonly required: readonly string[]; readonly additionalProperties: false }
  | { readonly anyOf: readonly ReplySchema[] };

const text: ReplySchema = { type: 'string' };

function list(items: ReplySchema): ReplySchema {
  return { type: 'array', items };
}

function object(properties: Readonly<Record<string, ReplySchema>>): ReplySchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

const observations = list(
  object({
    type: { type: 'string', enum: OBSERVATION_TYPES },
    title: text,
    subtitle: text,
    narrative: text,
    facts: list(text),
    concepts: list({ type: 'string', enum: CONCEPTS }),
    evidence: list({ type: 'integer' }),
  }),
);

const summary: ReplySchema = { anyOf: [object({ request: text, investigated: text, learned: text, completed: text, nextSteps: text }), { type: 'null' }] };

const WITHOUT_SUMMARY = object({ observations });
const WITH_SUMMARY = object({ observations, summary });

/** What a reply must look like. Files are not asked for: they are known from the evidence. */
export function replySchema(wantsSummary: boolean): ReplySchema {
  return wantsSummary ? WITH_SUMMARY : WITHOUT_SUMMARY;
}
