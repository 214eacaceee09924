import type { OwnerSettings, ProviderName } from '../core/settings';
import type { KeyedProvider } from '../manifest';

/** The settings and keys of the person at this window. */
export interface SettingsAccess {
  read(): Promise<OwnerSettings>;
  setProvider(name: ProviderName): Promise<void>;
  hasKey(provider: KeyedProvider): Promise<boolean>;
  setKey(provider: KeyedProvider, key: string): Promise<void>;
  isVscodeConnected(): boolean;
  setVscodeConnected(isConnected: boolean): Promise<void>;
  removeKey(provider: KeyedProvider): Promise<void>;
}
