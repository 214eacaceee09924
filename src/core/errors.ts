/** A failure meant for people: its message says what to do. */
export class UserFacingError extends Error {
  override readonly name = 'UserFacingError';
}

/** What was handed in will never be accepted, however often it is sent: the sender must not try again. */
export class PayloadError extends Error {
  override readonly name = 'PayloadError';

  /** @param field the field that is wrong, empty when it is the whole */
  constructor(
    readonly field: string,
    problem: string,
    options?: ErrorOptions,
  ) {
    super(field === '' ? problem : `${field}: ${problem}`, options);
  }
}

/**
 * Why a provider call gave no result, and so what happens next.
 *
 * - `rateLimit`, `quota`, `overloaded`, `network`, `timeout`: the provider is paused, no attempt is used.
 * - `auth`, `config`: the provider is paused until its key or its settings change, no attempt is used.
 * - `rejected`: the provider refused this very request (400, 413): an attempt is used.
 * - `invalidReply`: garbage, prose or an empty answer: an attempt is used once the provider is known to be well.
 */
export type ProviderErrorKind = 'rateLimit' | 'quota' | 'overloaded' | 'network' | 'timeout' | 'auth' | 'config' | 'rejected' | 'invalidReply';

export class ProviderError extends Error {
  override readonly name = 'ProviderError';

  /**
   * @param message one sentence for people: what happened and, where they can do something, what
   * @param retryAfterMs what the provider asked for (Retry-After), where it did
   */
  constructor(
    readonly kind: ProviderErrorKind,
    message: string,
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The store could not write: disk full, read-only folder, I/O error. Nothing of the transaction is kept. */
export class StorageError extends UserFacingError {}

/** Another process owns the data folder now: this one must stop writing. */
export class OwnershipLostError extends Error {
  override readonly name = 'OwnershipLostError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
