import { DEFAULT_PROVIDER_SETTINGS, type OwnerSettings, type ProviderName } from '../../src/core/settings';
import type { KeyedProvider } from '../../src/manifest';
import type { SettingsAccess } from '../../src/ui/settingsAccess';

/** Settings and keys in memory. */
export class FakeSettings implements SettingsAccess {
  provider: ProviderName = 'builtin';
  vscodeConnected = false;
  readonly keys = new Map<KeyedProvider, string>();

  async read(): Promise<OwnerSettings> {
    return { provider: { ...DEFAULT_PROVIDER_SETTINGS, name: this.provider }, payloadRetentionDays: 0 };
  }

  async setProvider(name: ProviderName): Promise<void> {
    this.provider = name;
  }

  async hasKey(provider: KeyedProvider): Promise<boolean> {
    return this.keys.has(provider);
  }

  async setKey(provider: KeyedProvider, key: string): Promise<void> {
    this.keys.set(provider, key);
  }

  isVscodeConnected(): boolean {
    return this.vscodeConnected;
  }

  async setVscodeConnected(isConnected: boolean): Promise<void> {
    this.vscodeConnected = isConnected;
  }

  async removeKey(provider: KeyedProvider): Promise<void> {
    this.keys.delete(provider);
  }
}
