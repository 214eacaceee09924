import { redacted } from './redacted';

interface TokenRule {
  readonly kind: string;
  /** What the token begins with; a text without any of these needs no look at the pattern. */
  readonly prefixes: readonly string[];
  /** What follows the prefix, as a pattern. */
  readonly rest: string;
  /** The prefix is found within ordinary words: it must begin one, and what follows must not be one. */
  readonly isCommon?: true;
}

/**
 * Tokens that are known by their own shape. No pattern has a part that can fail after an unbounded one, so each takes linear
 * time: a run of characters is either consumed or given up within a bounded distance.
 */
const RULES: readonly TokenRule[] = [
  { kind: 'aws-access-key', prefixes: ['AKIA', 'ASIA', 'ABIA', 'ACCA'], rest: '[A-Z0-9]{16}' },
  { kind: 'github-token', prefixes: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'], rest: '\\w{22,}' },
  { kind: 'gitlab-token', prefixes: ['glpat-', 'gldt-', 'glptt-', 'glrt-', 'glcbt-', 'glsoat-'], rest: '[\\w-]{20,}' },
  { kind: 'slack-token', prefixes: ['xoxa-', 'xoxb-', 'xoxe-', 'xoxe.', 'xoxo-', 'xoxp-', 'xoxr-', 'xoxs-', 'xapp-'], rest: '[A-Za-z0-9-]{10,}' },
  { kind: 'slack-webhook', prefixes: ['hooks.slack.com/'], rest: '(?:services|workflows|triggers)/[A-Za-z0-9/]{16,}' },
  { kind: 'discord-webhook', prefixes: ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'], rest: '\\d{15,25}/[\\w-]{40,}' },
  { kind: 'telegram-token', prefixes: [':AA'], rest: '[\\w-]{32,33}(?![\\w-])' },
  // Base64 of what a private key begins with, as Kubernetes keeps it.
  {
    kind: 'private-key',
    prefixes: ['LS0tLS1CRUdJTiBQUklWQVRF', 'LS0tLS1CRUdJTiBSU0EgUFJJVkFURS', 'LS0tLS1CRUdJTiBFQyBQUklWQVRF', 'LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUg', 'LS0tLS1CRUdJTiBFTkNSWVBURUQgUFJJVkFURS'],
    rest: '[\\w+/=-]{16,}',
  },
  { kind: 'stripe-key', prefixes: ['sk_live_', 'rk_live_', 'sk_test_', 'rk_test_', 'whsec_'], rest: '[A-Za-z0-9+/=]{16,}' },
  { kind: 'anthropic-key', prefixes: ['sk-ant-'], rest: '[\\w-]{16,}' },
  { kind: 'openai-key', prefixes: ['sk-proj-', 'sk-svcacct-', 'sk-admin-', 'sk-or-', 'sk-lf-'], rest: '[\\w-]{20,}' },
  { kind: 'openai-key', prefixes: ['sk-'], rest: '[A-Za-z0-9]{20,}', isCommon: true },
  { kind: 'google-api-key', prefixes: ['AIza'], rest: '[\\w-]{35}' },
  { kind: 'google-oauth', prefixes: ['ya29.', 'GOCSPX-'], rest: '[\\w-]{20,}' },
  { kind: 'npm-token', prefixes: ['npm_'], rest: '[A-Za-z0-9]{36,}' },
  { kind: 'pypi-token', prefixes: ['pypi-'], rest: '[\\w-]{32,}' },
  { kind: 'huggingface-token', prefixes: ['hf_'], rest: '[A-Za-z0-9]{30,}' },
  { kind: 'sendgrid-key', prefixes: ['SG.'], rest: '[\\w-]{16,64}\\.[\\w-]{16,64}' },
  { kind: 'twilio-key', prefixes: ['SK', 'AC'], rest: '[0-9a-f]{32}', isCommon: true },
  {
    kind: 'service-token',
    prefixes: ['dop_v1_', 'shpat_', 'shpss_', 'hvs.', 'lin_api_', 'gsk_', 'pplx-', 'xai-', 'r8_', 'tskey-', 'dckr_pat_', 'figd_', 'NRAK-', 'PMAK-', 'ATATT3', 'sbp_', 'AGE-SECRET-KEY-'],
    rest: '[\\w-]{24,}',
    isCommon: true,
  },
];

/** Where a common prefix may begin: not within a word, but right after an escape such as `\n` or `%3D`. */
const START = String.raw`(?:(?<![A-Za-z0-9])|(?<=\\[nrtbf])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))`;
const JWT_PREFIX = 'eyJ';
/** The parts after the first are optional, so that a long run without a dot is consumed once and not tried from each of its characters. */
const JWT = /eyJ[\w-]{8,}(?:\.(?:eyJ[\w-]{8,}(?:\.[\w-]*)?)?)?/g;

export const TOKEN_PREFIXES: readonly string[] = RULES.flatMap((rule) => rule.prefixes).concat(JWT_PREFIX);

export function redactTokens(text: string): string {
  let result = text;
  for (const { kind, prefixes, rest, isCommon } of RULES) {
    if (!prefixes.some((prefix) => result.includes(prefix))) continue;
    const pattern = new RegExp(`${isCommon ? START : ''}(?:${prefixes.join('|').replaceAll('.', '\\.')})(${rest})`, 'g');
    result = result.replace(pattern, (match: string, secret: string) => (isCommon && isWord(secret) ? match : redacted(kind)));
  }
  return result.includes(JWT_PREFIX) ? result.replace(JWT, (match) => (match.includes('.eyJ') ? redacted('jwt') : match)) : result;
}

/** Neither a digit nor both cases: a name, not a random string. */
const isWord = (text: string): boolean => !/\d/.test(text) && !(/[a-z]/.test(text) && /[A-Z]/.test(text));
