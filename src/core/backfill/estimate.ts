import { MAX_BYTES_PER_MESSAGE } from '../prompt';
import type { ProviderSettings } from '../settings';
import { priceOf } from './prices';

/** What compressing costs at most, more or less. */
export interface Estimate {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In US dollars; null when the model's price is not known. */
  readonly costUsd: number | null;
}

export const FREE: Estimate = { inputTokens: 0, outputTokens: 0, costUsd: 0 };

/** English and code, as tokenizers cut them. */
const BYTES_PER_TOKEN = 4;
/** What a summary adds to its call: the last words and the titles of its turn. */
const SUMMARY_BYTES = 2_100;
/** What models answer: an observation for about each second tool use, a summary for each turn. */
const OUTPUT_TOKENS_PER_TOOL_USE = 120;
const OUTPUT_TOKENS_PER_TURN = 250;

/** By the bound that every call keeps (prompt.ts), so that it hardly ever costs more. */
export function estimate(work: { readonly toolUses: number; readonly turns: number }, provider: ProviderSettings): Estimate {
  if (provider.name === 'builtin') return FREE;
  const inputTokens = Math.ceil((work.toolUses * MAX_BYTES_PER_MESSAGE + work.turns * SUMMARY_BYTES) / BYTES_PER_TOKEN);
  const outputTokens = work.toolUses * OUTPUT_TOKENS_PER_TOOL_USE + work.turns * OUTPUT_TOKENS_PER_TURN;
  const price = priceOf(provider[provider.name].model);
  return { inputTokens, outputTokens, costUsd: price ? (inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1_000_000 : null };
}
