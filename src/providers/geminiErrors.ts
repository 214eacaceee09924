import * as z from 'zod/mini';
import type { ProviderError } from '../core/errors';
import { failure, kindOfStatus } from './failure';
import { durationMsOf, retryAfterMsOf } from './retryAfter';

export const GEMINI = 'Gemini';

const detailShape = z.object({
  reason: z.catch(z.string(), ''),
  retryDelay: z.catch(z.string(), ''),
  violations: z.catch(z.array(z.object({ quotaId: z.catch(z.string(), '') })), []),
});
const detailsShape = z.catch(z.array(z.catch(detailShape, { reason: '', retryDelay: '', violations: [] })), []);

/** The failure that a status and the error's structured details tell, as Google's APIs write them. */
export function geminiFailure(status: number, details: unknown, headers: Headers, cause?: unknown): ProviderError {
  const known = detailsShape.parse(details);
  const detail = `HTTP ${status}`;
  if (known.some((each) => each.reason === 'API_KEY_INVALID' || each.reason === 'API_KEY_EXPIRED')) return failure('auth', GEMINI, { detail, cause });
  const perDay = known.some((each) => each.violations.some((violation) => violation.quotaId.includes('PerDay')));
  const kind = kindOfStatus(status) ?? 'overloaded';
  const retryAfterMs = known.map((each) => durationMsOf(each.retryDelay)).find((delay) => delay !== undefined) ?? retryAfterMsOf(headers, Date.now());
  return failure(kind === 'rateLimit' && perDay ? 'quota' : kind, GEMINI, { detail, retryAfterMs, cause });
}

const errorShape = z.object({ error: z.object({ code: z.number(), details: z.optional(z.unknown()) }) });

/** An error that comes as a chunk in the middle of a stream, after a status of 200. */
export function failureInChunk(chunk: unknown, headers: Headers): ProviderError | undefined {
  const parsed = errorShape.safeParse(chunk);
  return parsed.success ? geminiFailure(parsed.data.error.code, parsed.data.error.details, headers) : undefined;
}

/** Why a model that was willing at first gave no answer. */
export function failureOfFinish(finishReason: string): ProviderError | undefined {
  switch (finishReason) {
    case 'STOP':
      return undefined;
    case 'SAFETY':
    case 'RECITATION':
    case 'LANGUAGE':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
      return failure('rejected', GEMINI, { detail: finishReason });
    case 'MAX_TOKENS':
      return failure('invalidReply', GEMINI, { detail: 'it was too long' });
    default:
      return failure('invalidReply', GEMINI, { detail: 'it ended early' });
  }
}
