import { anthropicError } from '../anthropicServer';
import { geminiError } from '../geminiServer';
import type { ModelAnswer } from '../modelServer';

export type Vendor = 'anthropic' | 'gemini';

/** How a model can be out of order, and what the status says of it meanwhile. */
export interface Outage {
  /** `refused` when nobody listens at its address. */
  readonly answer: Readonly<Record<Vendor, ModelAnswer>> | 'refused';
  readonly says: RegExp;
  /** The time at which the next try is due is known, at most so far ahead. */
  readonly retryWithinMs: number;
  /** An owner cannot know of it sooner after it began to send. */
  readonly knownAfterMs?: number;
}

const LONGEST_OWN_WAIT_MS = 8_000;
/** What a provider gathers for, and how long a model may be silent. */
const SILENCE_KNOWN_MS = 13_000;
const both = (answer: ModelAnswer): Readonly<Record<Vendor, ModelAnswer>> => ({ anthropic: answer, gemini: answer });
const status = (code: number, type: string, name: string, headers?: Record<string, string>): Readonly<Record<Vendor, ModelAnswer>> => {
  const more = headers ? { headers } : {};
  return {
    anthropic: { kind: 'status', status: code, body: anthropicError(type), ...more },
    gemini: { kind: 'status', status: code, body: geminiError(code, name), ...more },
  };
};

export const OUTAGES = {
  '429 with Retry-After': { answer: status(429, 'rate_limit_error', 'RESOURCE_EXHAUSTED', { 'retry-after': '5' }), says: /limits the rate/, retryWithinMs: 5_000 },
  '429 without Retry-After': { answer: status(429, 'rate_limit_error', 'RESOURCE_EXHAUSTED'), says: /limits the rate/, retryWithinMs: LONGEST_OWN_WAIT_MS },
  '500': { answer: status(500, 'api_error', 'INTERNAL'), says: /HTTP 500/, retryWithinMs: LONGEST_OWN_WAIT_MS },
  '529': { answer: status(529, 'overloaded_error', 'UNAVAILABLE'), says: /HTTP 529/, retryWithinMs: LONGEST_OWN_WAIT_MS },
  garbage: { answer: both({ kind: 'raw', body: 'data: \u0000\u0001{{{ not one event\n\n' }), says: /could not be used/, retryWithinMs: LONGEST_OWN_WAIT_MS },
  prose: { answer: both({ kind: 'reply', text: 'I am sorry, but I would rather talk about the weather.' }), says: /could not be used/, retryWithinMs: LONGEST_OWN_WAIT_MS },
  hang: { answer: both({ kind: 'hang' }), says: /stopped answering/, retryWithinMs: LONGEST_OWN_WAIT_MS, knownAfterMs: SILENCE_KNOWN_MS },
  reset: { answer: both({ kind: 'reset' }), says: /cannot be reached or cut the connection/, retryWithinMs: LONGEST_OWN_WAIT_MS },
  refused: { answer: 'refused', says: /cannot be reached/, retryWithinMs: LONGEST_OWN_WAIT_MS },
} satisfies Readonly<Record<string, Outage>>;

export type OutageName = keyof typeof OUTAGES;
export const OUTAGE_NAMES = Object.keys(OUTAGES).filter((name): name is OutageName => Object.hasOwn(OUTAGES, name));
