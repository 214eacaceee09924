import { PROVIDERS, type ProviderName } from '../../core/settings';
import { COMMANDS, KEYED_PROVIDERS, type KeyedProvider } from '../../manifest';
import type { Choice, Dialogs } from '../dialogs';
import { PROVIDER_TEXTS } from '../providerTexts';
import type { SettingsAccess } from '../settingsAccess';
import { askForKey } from './apiKey';
import { CANCELLED, type Command, done } from './command';

/** Writes the user's setting; where the provider needs a key that is not there, only once that is given. */
export function selectProvider(settings: SettingsAccess, dialogs: Dialogs): Command {
  return {
    id: COMMANDS.selectProvider,
    action: 'select the provider',
    async run() {
      const name = await dialogs.choose({ title: 'Select Provider', placeholder: 'What compresses events into memories' }, choices(settings));
      if (name === undefined) return CANCELLED;
      const { label } = PROVIDER_TEXTS[name];
      const keyed = keyedProvider(name);
      if (keyed !== undefined && !(await settings.hasKey(keyed)) && !(await askForKey(keyed, settings, dialogs))) {
        const current = (await settings.read()).provider.name;
        return done(current === name ? `${label} has no API key yet: messages wait until you set one.` : `The provider is still ${PROVIDER_TEXTS[current].label}: ${label} needs an API key, and none was given.`);
      }
      await settings.setProvider(name);
      return done(`The provider is ${label} now.`);
    },
  };
}

function keyedProvider(name: ProviderName): KeyedProvider | undefined {
  return KEYED_PROVIDERS.find((provider) => provider === name);
}

async function choices(settings: SettingsAccess): Promise<Choice<ProviderName>[]> {
  const current = (await settings.read()).provider.name;
  return PROVIDERS.map((name) => ({
    label: PROVIDER_TEXTS[name].label,
    ...(name === current ? { description: 'current' } : {}),
    detail: PROVIDER_TEXTS[name].description,
    icon: name === current ? 'check' : 'blank',
    value: name,
  }));
}
