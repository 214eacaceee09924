import assert from 'node:assert/strict';
import { ProviderError, type ProviderErrorKind } from '../../src/core/errors';

/** Waits for a ProviderError of this kind and gives it back. */
export async function failsWith(kind: ProviderErrorKind, work: Promise<unknown>): Promise<ProviderError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ProviderError, `expected a ProviderError, got ${String(error)}`);
  assert.equal(error.kind, kind, error.message);
  assert.match(error.message, /^[^\n]{10,200}$/u);
  return error;
}
