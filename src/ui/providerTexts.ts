import type { ProviderName } from '../core/settings';
import type { KeyedProvider } from '../manifest';

interface ProviderText {
  readonly label: string;
  readonly description: string;
}

/** What a person reads about each provider when choosing. */
export const PROVIDER_TEXTS: Readonly<Record<ProviderName, ProviderText> & Record<KeyedProvider, { readonly label: string; readonly keyPlace: string }>> = {
  builtin: { label: 'Built in', description: 'Rules, no model: no key, no network, no cost' },
  anthropic: { label: 'Anthropic', description: "Anthropic's models; needs an API key, sends what tools did to its API", keyPlace: 'console.anthropic.com' },
  gemini: { label: 'Gemini', description: "Google's models; needs an API key, sends what tools did to its API", keyPlace: 'aistudio.google.com' },
  embedding: { label: 'Embedding endpoint', keyPlace: 'whoever runs the endpoint' },
};
