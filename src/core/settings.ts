/** Providers a person can choose; `builtin` needs no key and no network. */
export const PROVIDERS = ['builtin', 'anthropic', 'gemini'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

export interface ModelSettings {
  readonly model: string;
  /** Without a trailing slash; empty means the provider's own. */
  readonly baseUrl: string;
  /** From SecretStorage or the environment; never from settings, never logged. */
  readonly apiKey?: string;
}

export interface ProviderSettings {
  readonly name: ProviderName;
  readonly anthropic: ModelSettings;
  readonly gemini: ModelSettings;
}

export const DEFAULT_MODELS = { anthropic: 'claude-haiku-4-5', gemini: 'gemini-2.5-flash' } as const;

export const DEFAULT_PROVIDER_SETTINGS: ProviderSettings = {
  name: 'builtin',
  anthropic: { model: DEFAULT_MODELS.anthropic, baseUrl: '' },
  gemini: { model: DEFAULT_MODELS.gemini, baseUrl: '' },
};

/** Search by meaning is off. */
export const DEFAULT_EMBEDDING_SETTINGS: ModelSettings = { model: 'nomic-embed-text', baseUrl: '' };

/** Globs of what is never recorded. */
export interface Exclude {
  /** A tool use that touches such a file is left out. */
  readonly files: readonly string[];
  /** Nothing of what happens in such a folder is recorded. */
  readonly projects: readonly string[];
}

export const DEFAULT_EXCLUDE: Exclude = { files: ['.env', '.env.*', '*.pem', '*.p12', 'id_rsa', 'id_ed25519'], projects: [] };

/** What the owner is told by whoever starts it, and again when it changes. */
export interface OwnerSettings {
  readonly provider: ProviderSettings;
  /** How long the raw payload of a processed message is kept, so that it can be reprocessed; 0 drops it at once. */
  readonly payloadRetentionDays: number;
  /** Absent for the defaults. */
  readonly exclude?: Exclude;
  /** The endpoint of embeddings; absent, or without a base URL, for none. */
  readonly embedding?: ModelSettings;
  /** Whether a prompt is given the memories that concern it; absent for yes. */
  readonly promptMemories?: boolean;
}
