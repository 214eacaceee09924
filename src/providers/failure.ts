import { ProviderError, type ProviderErrorKind } from '../core/errors';

/** What an HTTP status means for the provider; undefined for one that is no failure. */
export function kindOfStatus(status: number): ProviderErrorKind | undefined {
  if (status < 400) return undefined;
  if (status >= 500) return 'overloaded';
  switch (status) {
    case 401:
    case 403:
      return 'auth';
    case 402:
      return 'quota';
    case 404:
    case 405:
    case 407:
    case 410:
      return 'config';
    case 408:
      return 'timeout';
    case 409:
    case 425:
      return 'overloaded';
    case 429:
      return 'rateLimit';
    default:
      return 'rejected';
  }
}

/** One sentence for people: what happened and, where they can do something, what. Nothing of the request or its key is in it. */
function sentence(kind: ProviderErrorKind, vendor: string, detail: string): string {
  const because = detail === '' ? '' : ` (${detail})`;
  switch (kind) {
    case 'auth':
      return `${vendor} refused the API key${because}. Set it with “Recollect: Set API Key”.`;
    case 'config':
      return `${vendor} does not know the model or the address${because}. Check the model and the base URL in Recollect's settings.`;
    case 'quota':
      return `${vendor} has no credit left for this key${because}. Add credit, or choose another provider with “Recollect: Select Provider”.`;
    case 'rateLimit':
      return `${vendor} limits the rate of requests${because}. Recollect waits and goes on by itself.`;
    case 'overloaded':
      return `${vendor} cannot answer at the moment${because}. Recollect tries again.`;
    case 'network':
      return `${vendor} cannot be reached or cut the connection${because}. Check the network and the base URL; Recollect tries again.`;
    case 'timeout':
      return `${vendor} stopped answering${because}. Recollect tries again.`;
    case 'rejected':
      return `${vendor} refused to process this request${because}.`;
    case 'invalidReply':
      return `${vendor} gave an answer that could not be used${because}.`;
  }
}

export interface FailureDetail {
  /** A status, a code or a fixed phrase; never free text from the wire. */
  readonly detail?: string;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

export function failure(kind: ProviderErrorKind, vendor: string, { detail = '', retryAfterMs, cause }: FailureDetail = {}): ProviderError {
  return new ProviderError(kind, sentence(kind, vendor, detail), retryAfterMs, { cause });
}

/** The code that Node puts on a connection's error, wherever it is in the chain of causes. */
export function systemCodeOf(error: unknown): string {
  let current = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code;
    current = current.cause;
  }
  return '';
}
