import { ProviderError } from '../core/errors';
import type { Provider } from '../core/ports';
import type { Clean } from '../core/prompt';
import type { ModelSettings, ProviderSettings } from '../core/settings';
import { AnthropicTransport } from './anthropic';
import { BuiltinProvider } from './builtin';
import { GEMINI } from './geminiErrors';
import { GeminiTransport } from './gemini';
import { ModelProvider, type ModelTransport } from './modelProvider';

/** A model that sends nothing for so long is taken for dead. */
const IDLE_TIMEOUT_MS = 8_000;

export interface ProviderOptions {
  /** Takes secrets out of every text that goes to a model or comes from one. */
  readonly clean: Clean;
  readonly idleTimeoutMs?: number;
}

/** Fails until there is a key. */
class KeylessTransport implements ModelTransport {
  readonly problem: string;

  constructor(vendor: string) {
    this.problem = `There is no API key for ${vendor}. Set it with “Recollect: Set API Key”.`;
  }

  async ask(): Promise<never> {
    throw new ProviderError('auth', this.problem);
  }
}

type Keyed = ModelSettings & { readonly apiKey: string };

function hasKey(settings: ModelSettings): settings is Keyed {
  return settings.apiKey !== undefined && settings.apiKey.trim() !== '';
}

/** The provider that the settings name. A model's SDK is loaded at its first call. */
export function createProvider(settings: ProviderSettings, { clean, idleTimeoutMs = IDLE_TIMEOUT_MS }: ProviderOptions): Provider {
  const model = (chosen: ModelSettings, vendor: string, transport: (keyed: Keyed) => ModelTransport): Provider =>
    new ModelProvider(settings.name, hasKey(chosen) ? transport({ ...chosen, apiKey: chosen.apiKey.trim() }) : new KeylessTransport(vendor), clean);
  switch (settings.name) {
    case 'builtin':
      return new BuiltinProvider(clean);
    case 'anthropic':
      return model(settings.anthropic, 'Anthropic', (keyed) => new AnthropicTransport(keyed, idleTimeoutMs));
    case 'gemini':
      return model(settings.gemini, GEMINI, (keyed) => new GeminiTransport(keyed, idleTimeoutMs));
  }
}
