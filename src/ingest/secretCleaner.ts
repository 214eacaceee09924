import { cleanString } from './cleanString';
import { redacted } from './redacted';
import { looksReal, secretKindOf, type SecretKind } from './secretValues';

const SCHEME = /^(?:bearer|basic|token|digest)\s+/i;

/** What takes private parts and secrets out of texts. A part of its own, because the hook program loads it only for what is suspicious. */
export interface SecretCleaner {
  readonly cleanString: (text: string) => string;
  /** A value whose key names a secret. */
  readonly cleanSecret: (value: string, kind: SecretKind) => string;
  readonly secretKindOf: (key: string) => SecretKind | undefined;
}

export const secretCleaner: SecretCleaner = { cleanString, cleanSecret, secretKindOf };

/** Gone as a whole when it is one. */
function cleanSecret(value: string, kind: SecretKind): string {
  const clean = cleanString(value);
  const bare = clean.trim().replace(SCHEME, '');
  const found = looksReal(bare, bare.length < clean.trim().length ? 'password' : kind, 'given');
  return found ? redacted(kind) : clean;
}
