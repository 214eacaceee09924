/** US dollars for a million tokens, as the providers' public price pages had them; models that are not here cost "unknown". */
export const PRICES_AS_OF = 'July 2026';

export interface Price {
  readonly inputPerMillion: number;
  readonly outputPerMillion: number;
}

/** Sources: platform.claude.com/docs/en/about-claude/pricing and ai.google.dev/gemini-api/docs/pricing. */
const PRICES: Readonly<Record<string, Price>> = {
  'claude-haiku-4-5': { inputPerMillion: 1, outputPerMillion: 5 },
  'claude-sonnet-4-5': { inputPerMillion: 3, outputPerMillion: 15 },
  'claude-opus-5': { inputPerMillion: 5, outputPerMillion: 25 },
  'gemini-2.5-flash': { inputPerMillion: 0.3, outputPerMillion: 2.5 },
};

export function priceOf(model: string): Price | undefined {
  return Object.hasOwn(PRICES, model) ? PRICES[model] : undefined;
}
