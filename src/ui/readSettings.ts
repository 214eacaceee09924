import { type ModelSettings, type OwnerSettings, PROVIDERS } from '../core/settings';
import { type KeyedProvider, SETTINGS } from '../manifest';

type SettingName = (typeof SETTINGS)[keyof typeof SETTINGS]['name'];

/** Settings come from files that anyone may have written: what does not fit falls back to its default. */
export function readSettings(get: (name: SettingName) => unknown, keys: Readonly<Partial<Record<KeyedProvider, string>>>): OwnerSettings {
  const text = (setting: { readonly name: SettingName; readonly default: string }): string => {
    const value = get(setting.name);
    return typeof value === 'string' ? value.trim() : setting.default;
  };
  const model = (name: { name: SettingName; default: string }, baseUrl: { name: SettingName; default: string }, apiKey: string | undefined): ModelSettings => ({
    model: text(name) || name.default,
    baseUrl: text(baseUrl).replace(/\/+$/, ''),
    ...(apiKey === undefined || apiKey === '' ? {} : { apiKey }),
  });
  const globs = (setting: { readonly name: SettingName; readonly default: readonly string[] }): readonly string[] => {
    const value = get(setting.name);
    return Array.isArray(value) ? value.filter((glob): glob is string => typeof glob === 'string') : setting.default;
  };
  const provider = text(SETTINGS.provider);
  const days = get(SETTINGS.payloadRetentionDays.name);
  return {
    provider: {
      name: PROVIDERS.find((known) => known === provider) ?? SETTINGS.provider.default,
      anthropic: model(SETTINGS.anthropicModel, SETTINGS.anthropicBaseUrl, keys.anthropic),
      gemini: model(SETTINGS.geminiModel, SETTINGS.geminiBaseUrl, keys.gemini),
    },
    embedding: model(SETTINGS.embeddingModel, SETTINGS.embeddingBaseUrl, keys.embedding),
    payloadRetentionDays: typeof days === 'number' && Number.isFinite(days) && days >= 0 ? Math.floor(days) : SETTINGS.payloadRetentionDays.default,
    promptMemories: get(SETTINGS.promptMemories.name) !== false,
    exclude: { files: globs(SETTINGS.excludeFiles), projects: globs(SETTINGS.excludeProjects) },
  };
}
