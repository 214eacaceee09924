import { TOKEN_PREFIXES } from './tokenRules';

/** In lower case. Every name, header and tag by which something is stripped or redacted contains one. */
const WORDS = ['password', 'passwd', 'passphrase', 'passcode', '_pass', '-pass', 'pwd', 'secret', 'token', 'authorization', 'credential', 'bearer', 'sig=', 'signature=', 'cookie', 'sshpass', 'redis-cli', '<private', '<recollect-context', 'u003cprivate', 'u003crecollect-context', '_auth', '"auth"', '"auth\\', '_pat=', '_pat:', '_pat ', '_pat"', "_pat'", '_pat\\'];
const NAMED_KEY = /(?:api|access|account|private|signing|encryption|auth)[^a-z]?key/;
/** Hints that are found in ordinary words too: for them only the beginning of the pattern counts. */
const COMMON = new Set(['SK', 'AC', 'sk-', 'SG.', 'r8_', 'hf_']);
const COMMON_BEGINNING = /(?:SK|AC)[0-9a-f]{8}|(?:sk-|SG\.|r8_|hf_)[\w-]{16}/;
const RARE_PREFIXES = TOKEN_PREFIXES.filter((hint) => !COMMON.has(hint));
const URL_WITH_USER = /:\/\/(?:[^\s/@]{0,600}:[^\s/]{0,1100}|[\w-]{20,256})@/;
/** Of these commands only what gives a password to them counts. */
const COMMANDS = ['curl', 'mysql', 'mariadb', 'docker', 'podman'];
const WITH_PASSWORD = /(?:curl|mysql|mariadb|docker|podman)[^\n]{0,400}?\s(?:-u|--user|--proxy-user|-p)/;

/** How a text is searched for what is suspicious in it. */
export interface HintSearch {
  /** @param lower the text in lower case */
  readonly hasWord: (lower: string) => boolean;
  readonly hasPrefix: (text: string) => boolean;
}

/** One plain search after the other: patterns are costly the first time, and in a hook every time is the first. */
const ONE_BY_ONE: HintSearch = {
  hasWord: (lower) => WORDS.some((word) => lower.includes(word)),
  hasPrefix: (text) => RARE_PREFIXES.some((prefix) => text.includes(prefix)),
};

/** All at once: a quarter of the time, in a process that has many texts to look at. */
export function searchAtOnce(): HintSearch {
  const word = patternOf(WORDS);
  const prefix = patternOf(RARE_PREFIXES);
  return { hasWord: (lower) => word.test(lower), hasPrefix: (text) => prefix.test(text) };
}

function patternOf(literals: readonly string[]): RegExp {
  return new RegExp(literals.map((literal) => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'));
}

/** Whether anything in a payload can have to be stripped or redacted. Said of the whole at once. */
export function isSuspicious(text: string, search: HintSearch = ONE_BY_ONE): boolean {
  if (text.includes('\\u0000')) return true; // A character that is dropped may stand within a hint.
  const lower = text.toLowerCase();
  if (search.hasWord(lower) || search.hasPrefix(text)) return true;
  if (lower.includes('key') && NAMED_KEY.test(lower)) return true;
  if (COMMANDS.some((command) => lower.includes(command)) && WITH_PASSWORD.test(lower)) return true;
  if (text.includes('://') && text.includes('@') && URL_WITH_USER.test(text)) return true;
  for (const hint of COMMON) if (text.includes(hint)) return COMMON_BEGINNING.test(text);
  return false;
}
