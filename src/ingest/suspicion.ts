import { TOKEN_PREFIXES } from './tokenRules';

/** In lower case. Every name, header and tag by which something is stripped or redacted contains one. */
const WORDS = ['password', 'passwd', 'passphrase', 'passcode', '_pass', '-pass', 'pwd', 'secret', 'token', 'authorization', 'credential', 'bearer', 'sig=', '<private', '<recollect-context'];
const NAMED_KEY = /(?:api|access|account|private|signing|encryption|auth)[^a-z]?key/;
/** Hints that are found in ordinary words too: for them only the beginning of the pattern counts. */
const COMMON = new Set(['SK', 'AC', 'sk-', 'SG.', 'r8_', 'hf_']);
const COMMON_BEGINNING = /(?:SK|AC)[0-9a-f]{8}|(?:sk-|SG\.|r8_|hf_)[\w-]{16}/;
const RARE_PREFIXES = TOKEN_PREFIXES.filter((hint) => !COMMON.has(hint));
const URL_WITH_USER = /:\/\/[^\s/@]{0,600}:[^\s/]{0,1100}@/;

/**
 * Whether anything in a payload can have to be stripped or redacted. Said of the whole at once, and with plain searches,
 * because the patterns are costly the first time, and in a hook every time is the first.
 */
export function isSuspicious(text: string): boolean {
  if (text.includes('\\u0000')) return true; // A character that is dropped may stand within a hint.
  const lower = text.toLowerCase();
  if (WORDS.some((word) => lower.includes(word)) || RARE_PREFIXES.some((hint) => text.includes(hint))) return true;
  if (lower.includes('key') && NAMED_KEY.test(lower)) return true;
  if (text.includes('://') && text.includes('@') && URL_WITH_USER.test(text)) return true;
  for (const hint of COMMON) if (text.includes(hint)) return COMMON_BEGINNING.test(text);
  return false;
}
