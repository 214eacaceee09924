import type { Estimate } from './estimate';
import { PRICES_AS_OF } from './prices';

const KIB = 1024;

export function sizeText(bytes: number): string {
  if (bytes < KIB) return `${bytes} B`;
  if (bytes < KIB * KIB) return `${Math.round(bytes / KIB)} KB`;
  return `${(bytes / KIB / KIB).toFixed(1)} MB`;
}

/** What goes to the provider. */
export function tokensText({ inputTokens, outputTokens }: Estimate): string {
  const tokens = inputTokens + outputTokens;
  if (tokens === 0) return 'no tokens';
  return tokens < 1_000 ? `up to ${tokens} tokens` : tokens < 1_000_000 ? `up to ${Math.round(tokens / 1_000)}k tokens` : `up to ${(tokens / 1_000_000).toFixed(1)}M tokens`;
}

/** What all of it costs together, at the prices that are known. */
export function costText(estimates: readonly Estimate[]): string {
  let usd = 0;
  for (const { costUsd } of estimates) {
    if (costUsd === null) return 'cost unknown';
    usd += costUsd;
  }
  return usd === 0 ? 'free' : `up to $${usd < 0.01 ? '0.01' : usd.toFixed(2)} (prices of ${PRICES_AS_OF})`;
}
