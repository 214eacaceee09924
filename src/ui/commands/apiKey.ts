import { COMMANDS, KEYED_PROVIDERS, type KeyedProvider, SETTINGS, SETTINGS_SECTION } from '../../manifest';
import type { Choice, Dialogs } from '../dialogs';
import { PROVIDER_TEXTS } from '../providerTexts';
import type { SettingsAccess } from '../settingsAccess';
import { CANCELLED, type Command, done } from './command';

export function setApiKey(settings: SettingsAccess, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.setApiKey,
    action: 'save the API key',
    async run() {
      const provider = await dialogs.choose({ title: 'Set API Key', placeholder: 'The provider that the key is for' }, choices(settings, KEYED_PROVIDERS));
      if (provider === undefined || !(await askForKey(provider, settings, dialogs))) return CANCELLED;
      const { label } = PROVIDER_TEXTS[provider];
      return done(`The API key of ${label} is saved in VS Code's secret storage.${await hintFor(provider, settings)}`);
    },
  };
}

export function removeApiKey(settings: SettingsAccess, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.removeApiKey,
    action: 'remove the API key',
    async run() {
      const stored: KeyedProvider[] = [];
      for (const provider of KEYED_PROVIDERS) if (await settings.hasKey(provider)) stored.push(provider);
      if (stored.length === 0) return done('No API key is stored.');
      const provider = await dialogs.choose({ title: 'Remove API Key', placeholder: 'The provider whose key is deleted from the secret storage' }, choices(settings, stored));
      if (provider === undefined) return CANCELLED;
      await settings.removeKey(provider);
      return done(`The API key of ${PROVIDER_TEXTS[provider].label} is removed.`);
    },
  };
}

/** What is still to be done until the key is used. */
async function hintFor(provider: KeyedProvider, settings: SettingsAccess): Promise<string> {
  const { provider: chosen, embedding } = await settings.read();
  if (provider === 'embedding') return (embedding?.baseUrl ?? '') === '' ? ` To use it, set “${SETTINGS_SECTION}.${SETTINGS.embeddingBaseUrl.name}”.` : '';
  return chosen.name === provider ? '' : ` To use it, select ${PROVIDER_TEXTS[provider].label} as provider.`;
}

/** Asks for a provider's key and saves it. @returns false when the person turned away */
export async function askForKey(provider: KeyedProvider, settings: SettingsAccess, dialogs: Dialogs): Promise<boolean> {
  const { label, keyPlace } = PROVIDER_TEXTS[provider];
  const key = await dialogs.askSecret({ title: `API Key of ${label}`, placeholder: `From ${keyPlace}; kept in VS Code's secret storage` }, problemOfKey);
  if (key === undefined) return false;
  await settings.setKey(provider, key.trim());
  return true;
}

function problemOfKey(value: string): string | undefined {
  if (value.trim() === '') return 'The key is empty.';
  return /\s/.test(value.trim()) ? 'A key has no spaces or line ends in it.' : undefined;
}

async function choices(settings: SettingsAccess, providers: readonly KeyedProvider[]): Promise<Choice<KeyedProvider>[]> {
  return Promise.all(
    providers.map(async (provider) => ({
      label: PROVIDER_TEXTS[provider].label,
      description: (await settings.hasKey(provider)) ? 'a key is stored' : 'no key yet',
      icon: 'key',
      value: provider,
    })),
  );
}
