import { redacted } from './redacted';

interface TokenRule {
  /** A text without any of these needs no look at the pattern. */
  readonly hints: readonly string[];
  readonly pattern: RegExp;
  readonly replacement: string | ((match: string) => string);
}

/** Where a token may begin: not within a word, but right after an escape such as `\n` or `%3D`. */
const START = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))`;

const isWord = (text: string): boolean => !/\d/.test(text) && !(/[a-z]/.test(text) && /[A-Z]/.test(text));
const unlessWord = (prefix: RegExp, kind: string) => (match: string) => (isWord(match.replace(prefix, '')) ? match : redacted(kind));

/**
 * Tokens that are known by their own shape. No pattern has a part that can fail after an unbounded one, so each takes linear
 * time: a run of characters is either consumed or given up within a bounded distance.
 */
const RULES: readonly TokenRule[] = [
  { hints: ['AKIA', 'ASIA', 'ABIA', 'ACCA'], pattern: /(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}/g, replacement: redacted('aws-access-key') },
  { hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], pattern: /gh[pousr]_[A-Za-z0-9]{30,}/g, replacement: redacted('github-token') },
  { hints: ['github_pat_'], pattern: /github_pat_\w{22,}/g, replacement: redacted('github-token') },
  { hints: ['glpat-', 'gldt-', 'glptt-', 'glrt-', 'glcbt-', 'glsoat-'], pattern: /gl(?:pat|dt|ptt|rt|cbt|soat)-[\w-]{20,}/g, replacement: redacted('gitlab-token') },
  { hints: ['xox', 'xapp-'], pattern: /(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{10,}/g, replacement: redacted('slack-token') },
  { hints: ['hooks.slack.com'], pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Za-z0-9/]{16,}/g, replacement: redacted('slack-webhook') },
  { hints: ['k_live_', 'k_test_', 'whsec_'], pattern: /(?:[sr]k_(?:live|test)_|whsec_)[A-Za-z0-9+/=]{16,}/g, replacement: redacted('stripe-key') },
  { hints: ['sk-ant-'], pattern: /sk-ant-[\w-]{16,}/g, replacement: redacted('anthropic-key') },
  { hints: ['sk-'], pattern: /sk-(?:proj|svcacct|admin|or|lf)-[\w-]{20,}/g, replacement: redacted('openai-key') },
  { hints: ['sk-'], pattern: new RegExp(`${START}sk-[A-Za-z0-9]{20,}`, 'g'), replacement: unlessWord(/^sk-/, 'openai-key') },
  { hints: ['AIza'], pattern: /AIza[\w-]{35}/g, replacement: redacted('google-api-key') },
  { hints: ['ya29.', 'GOCSPX-'], pattern: /(?:ya29\.|GOCSPX-)[\w-]{20,}/g, replacement: redacted('google-oauth') },
  { hints: ['npm_'], pattern: /npm_[A-Za-z0-9]{36,}/g, replacement: redacted('npm-token') },
  { hints: ['pypi-'], pattern: /pypi-[\w-]{32,}/g, replacement: redacted('pypi-token') },
  { hints: ['hf_'], pattern: /hf_[A-Za-z0-9]{30,}/g, replacement: redacted('huggingface-token') },
  { hints: ['SG.'], pattern: /SG\.[\w-]{16,64}\.[\w-]{16,64}/g, replacement: redacted('sendgrid-key') },
  { hints: ['SK', 'AC'], pattern: new RegExp(`${START}(?:SK|AC)[0-9a-f]{32}`, 'g'), replacement: redacted('twilio-key') },
  // The parts after the first are optional, so that a long run without a dot is consumed once and not tried from each of its characters.
  { hints: ['eyJ'], pattern: /eyJ[\w-]{8,}(?:\.(?:eyJ[\w-]{8,}(?:\.[\w-]*)?)?)?/g, replacement: (match) => (match.includes('.eyJ') ? redacted('jwt') : match) },
  {
    hints: ['dop_v1_', 'shpat_', 'shpss_', 'dapi', 'hvs.', 'lin_api_', 'gsk_', 'pplx-', 'xai-', 'r8_', 'tskey-', 'dckr_pat_', 'figd_', 'NRAK-', 'PMAK-', 'ATATT3', 'sbp_', 'AGE-SECRET-KEY-'],
    pattern: /(?:dop_v1_|shp(?:at|ss)_|dapi|hvs\.|lin_api_|gsk_|pplx-|xai-|r8_|tskey-|dckr_pat_|figd_|NRAK-|PMAK-|ATATT3|sbp_|AGE-SECRET-KEY-)[\w-]{24,}/g,
    replacement: unlessWord(/^[^_.-]+[_.-]/, 'service-token'),
  },
];

export const TOKEN_HINTS: readonly string[] = [...new Set(RULES.flatMap((rule) => rule.hints))];

export function redactTokens(text: string): string {
  let result = text;
  for (const { hints, pattern, replacement } of RULES) {
    if (!hints.some((hint) => result.includes(hint))) continue;
    result = typeof replacement === 'string' ? result.replace(pattern, replacement) : result.replace(pattern, replacement);
  }
  return result;
}
