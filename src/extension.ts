import type { ExtensionContext } from 'vscode';
import type { RecollectClient } from './core/api';
import { homePaths } from './ingest/home';
import { OwnerLink } from './link/ownerLink';
import { createLogChannel, labelled } from './ui/log';
import { registerUi, type VisibleUi } from './ui/registerUi';
import { VscodeSettings } from './ui/vscodeSettings';

/** What `activate` gives to who asks VS Code for this extension: its tests. */
export interface RecollectExports {
  readonly client: RecollectClient;
  readonly ui: VisibleUi;
  readonly isOwner: () => boolean;
}

/** VS Code awaits `deactivate`, and hands it nothing: what has to end in good order is kept here. */
let close: (() => Promise<void>) | undefined;

export function activate(context: ExtensionContext): RecollectExports {
  const channel = createLogChannel();
  const settings = new VscodeSettings(context.secrets);
  const link = new OwnerLink({
    home: homePaths(),
    defaultDataFolder: context.globalStorageUri.fsPath,
    chosenDataFolder: () => settings.dataFolder ?? '',
    ownerProgram: context.asAbsolutePath('dist/owner.js'),
    wasmFile: context.asAbsolutePath('dist/sql-wasm.wasm'),
    version: RECOLLECT_VERSION,
    settings: () => settings.read(),
    log: labelled(channel, 'owner'),
  });
  const client = link.client();
  const ui = registerUi({ client, settings, channel });
  close = () => link.close();
  // Disposed in reverse: the log last.
  context.subscriptions.push(channel, settings, settings.onDidChange(() => void link.configure()), ui);
  link.start();
  return { client, ui, isOwner: () => link.isOwner };
}

export async function deactivate(): Promise<void> {
  await close?.();
}
