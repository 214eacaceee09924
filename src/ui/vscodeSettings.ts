import { ConfigurationTarget, EventEmitter, type SecretStorage, workspace } from 'vscode';
import type { OwnerSettings, ProviderName } from '../core/settings';
import type { Disposable } from '../core/ports';
import { KEYED_PROVIDERS, type KeyedProvider, SECRET_KEYS, SETTINGS, SETTINGS_SECTION, VSCODE_TOOLS, type VscodeTools } from '../manifest';
import { readSettings } from './readSettings';
import type { SettingsAccess } from './settingsAccess';

/** The user's settings, with the keys that VS Code keeps for all windows. */
export class VscodeSettings implements SettingsAccess, Disposable {
  private readonly changes = new EventEmitter<void>();
  /** A setting or a key changed, in whichever window. */
  readonly onDidChange = this.changes.event;
  private readonly subscriptions: Disposable[];

  constructor(private readonly secrets: SecretStorage) {
    this.subscriptions = [
      this.changes,
      workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(SETTINGS_SECTION)) this.changes.fire();
      }),
      secrets.onDidChange(({ key }) => {
        if (Object.values<string>(SECRET_KEYS).includes(key)) this.changes.fire();
      }),
    ];
  }

  /** Where the memory lives; undefined for the extension's global storage. */
  get dataFolder(): string | undefined {
    const folder: unknown = workspace.getConfiguration(SETTINGS_SECTION).get(SETTINGS.dataFolder.name);
    return typeof folder === 'string' && folder.trim() !== '' ? folder.trim() : undefined;
  }

  async read(): Promise<OwnerSettings> {
    const keys: Partial<Record<KeyedProvider, string>> = {};
    for (const provider of KEYED_PROVIDERS) {
      const key = await this.secrets.get(SECRET_KEYS[provider]);
      if (key !== undefined) keys[provider] = key;
    }
    const configuration = workspace.getConfiguration(SETTINGS_SECTION);
    return readSettings((name) => configuration.get<unknown>(name), keys);
  }

  async setProvider(name: ProviderName): Promise<void> {
    await workspace.getConfiguration(SETTINGS_SECTION).update(SETTINGS.provider.name, name, ConfigurationTarget.Global);
  }

  async hasKey(provider: KeyedProvider): Promise<boolean> {
    return ((await this.secrets.get(SECRET_KEYS[provider])) ?? '') !== '';
  }

  async setKey(provider: KeyedProvider, key: string): Promise<void> {
    await this.secrets.store(SECRET_KEYS[provider], key);
  }

  isVscodeConnected(): boolean {
    return workspace.getConfiguration(SETTINGS_SECTION).get<unknown>(SETTINGS.connectVscode.name) === true;
  }

  async setVscodeConnected(isConnected: boolean): Promise<void> {
    await workspace.getConfiguration(SETTINGS_SECTION).update(SETTINGS.connectVscode.name, isConnected || undefined, ConfigurationTarget.Global);
  }

  vscodeTools(): VscodeTools {
    const value = workspace.getConfiguration(SETTINGS_SECTION).get<unknown>(SETTINGS.vscodeTools.name);
    return VSCODE_TOOLS.find((known) => known === value) ?? SETTINGS.vscodeTools.default;
  }

  async removeKey(provider: KeyedProvider): Promise<void> {
    await this.secrets.delete(SECRET_KEYS[provider]);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
