import { redacted } from './redacted';
import { looksReal, type SecretKind } from './secretValues';

/** A value as a shell's argument, with or without quotes. */
const VALUE = String.raw`(\\{0,3}["'\x60]?)([^\s"'\x60\\|;&<>]{4,512})`;
/** A word begins here, also right after an escape such as `\n`. */
const START = String.raw`(?:\b|(?<=\\[nrt]))`;
/** The rest of one command, so far. */
const COMMAND = String.raw`\b[^\n|;&]{0,300}?\s`;

interface ArgumentRule {
  /** Lower case; a text without any of these needs no look at the pattern. */
  readonly hints: readonly string[];
  /** What stands before the value. */
  readonly before: string;
  readonly kind: SecretKind;
}

/** Secrets that are known by the command or the file that they are an argument of. Bounded, so that each takes linear time. */
const RULES: readonly ArgumentRule[] = [
  { hints: ['curl'], before: String.raw`curl${COMMAND}(?:-u|-U|--user|--proxy-user)[\s=]{0,4}\\{0,3}["']?[^\s:"']{1,100}:`, kind: 'password' },
  { hints: ['mysql', 'mariadb'], before: String.raw`(?:mysql|mariadb)[\w-]{0,20}${COMMAND}-p(?=[^-\s])`, kind: 'password' },
  { hints: ['sshpass'], before: String.raw`sshpass\s{1,4}-p\s{0,4}`, kind: 'password' },
  { hints: ['redis-cli'], before: String.raw`redis-cli${COMMAND}-a\s{1,4}`, kind: 'password' },
  { hints: ['docker', 'podman'], before: String.raw`(?:docker|podman)\s{1,4}login${COMMAND}-p\s{1,4}`, kind: 'password' },
  { hints: ['password'], before: String.raw`${START}login\s{1,8}[^\s"']{1,256}\s{1,8}password\s{1,8}`, kind: 'password' },
  { hints: ['secret', 'token', 'key', 'password'], before: String.raw`${START}(?:set|config|configure)\s[^\n=]{0,100}?(?:secret|token|_?(?:api|access|auth)[._-]?key|password)\s{1,4}`, kind: 'secret' },
];
const PATTERNS = RULES.map(({ before, kind, hints }) => ({ pattern: new RegExp(`(${before})${VALUE}`, 'gi'), kind, hints }));

const COOKIE_HEADER = new RegExp(String.raw`(${START}cookie\\{0,3}["']?\s{0,4}[:=,]\s{0,4}\\{0,3}["']?|--cookie\s{1,4}\\{0,3}["']?)([^\n"'\\]{8,8192})`, 'gi');
const COOKIE_VALUE = /=([^;\s=]{16,4096})/g;
const URL_TOKEN = /(:\/\/)([\w-]{20,256})(?=@)/g;

export function redactArguments(text: string): string {
  const lower = text.toLowerCase();
  let result = text;
  for (const { pattern, kind, hints } of PATTERNS) {
    if (!hints.some((hint) => lower.includes(hint))) continue;
    result = result.replace(pattern, (match, before: string, quote: string, value: string) => (looksReal(value, kind, kind === 'password' ? 'given' : 'bare') ? before + quote + redacted(kind) : match));
  }
  if (lower.includes('cookie')) {
    result = result.replace(COOKIE_HEADER, (_match, before: string, cookies: string) => before + cookies.replace(COOKIE_VALUE, (pair, value: string) => (looksReal(value, 'secret', 'bare') ? `=${redacted('cookie')}` : pair)));
  }
  if (result.includes('://')) result = result.replace(URL_TOKEN, (match, before: string, token: string) => (looksReal(token, 'secret', 'bare') ? before + redacted('url-token') : match));
  return result;
}
