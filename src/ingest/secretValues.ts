import { PRIVATE_MARKER } from '../core/strippedMarkers';
import { isRedacted } from './redacted';

export type SecretKind = 'password' | 'secret';

/** How a value was found, and so how much it must look like a secret by itself. */
export type Finding =
  /** The value of a secret's name in JSON, in quotes, or after NAME= of an environment file. */
  | 'given'
  /** After `=` or `:` without quotes: in code this is more often a variable than a value. */
  | 'bare';

const PLACEHOLDER =
  /^(?:[*xX.•_-]+|<.*|\$\{.*|\$\(.*|\$[A-Za-z_]\w*|\{\{.*|%\w+%|your[-_].*|change[-_]?me|example|placeholder|null|nil|none|undefined|true|false|string|number|boolean|str|optional|required|password|secret|token|redacted|hidden|process\.env.*|import\.meta.*|os\.environ.*)$/i;
const PATH = /^(?:[~.]{0,2}\/|[A-Za-z]:[\\/]|[a-z]+:\/\/)/i;
const MEMBER = /^[A-Za-z_$][\w$]*(?:\??\.[A-Za-z_$][\w$]*)+$/;

const hasLetter = (value: string): boolean => /[A-Za-z]/.test(value);
const hasDigit = (value: string): boolean => /\d/.test(value);
const isMixed = (value: string): boolean => /[a-z]/.test(value) && /[A-Z]/.test(value);

/** Whether the value of a name such as `password` or `api_key` is the secret itself and no variable, placeholder or prose. */
export function looksReal(value: string, kind: SecretKind, finding: Finding): boolean {
  if (value.length < 4 || isRedacted(value) || value.startsWith(PRIVATE_MARKER)) return false;
  if (value.length > 8192 || /\s/.test(value) || PLACEHOLDER.test(value) || PATH.test(value)) return false;
  if (finding === 'bare') {
    if (MEMBER.test(value)) return false;
    return kind === 'password' ? value.length >= 6 && hasLetter(value) && /[\d!@#%^*?~]/.test(value) : value.length >= 16 && hasLetter(value) && hasDigit(value);
  }
  if (kind === 'password') return true;
  return value.length >= 8 && hasLetter(value) ? hasDigit(value) || (value.length >= 20 && isMixed(value)) : value.length >= 16;
}

const SECRET_NAME = /(?:pass(?:word|wd|phrase|code)|pwd|secret(?:key(?:base)?)?|(?:api|access|account|private|signing|encryption|auth|secretaccess)key|token|authorization|credentials?)$/;

/** What kind of secret a JSON key names, if one. */
export function secretKindOf(key: string): SecretKind | undefined {
  if (key.length > 100) return undefined;
  const name = key.toLowerCase().replace(/[^a-z]/g, '');
  if (name === 'auth' || /[a-z0-9]_pat$/i.test(key)) return 'secret';
  if (!SECRET_NAME.test(name)) return undefined;
  return /(?:pass\w*|pwd|secret)$/.test(name) ? 'password' : 'secret';
}
