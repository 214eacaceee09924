import type { ExtensionContext } from 'vscode';
import { createConnections, refreshHook } from './agents/connections';
import type { RecollectClient } from './core/api';
import { messageOf } from './core/errors';
import { homePaths } from './ingest/home';
import { OwnerLink } from './link/ownerLink';
import { registerLanguageModelTools } from './recall/languageModelTools';
import { ALL_TOOLS } from './recall/tools/allTools';
import { registerMcpServerDefinitions } from './ui/agents/mcpServerDefinitions';
import { vscodeAgent } from './ui/agents/vscodeAgent';
import { currentFolder } from './ui/currentFolder';
import { createLogChannel, labelled } from './ui/log';
import { registerUi, type VisibleUi } from './ui/registerUi';
import { VscodeSettings } from './ui/vscodeSettings';
import { openWalkthroughOnce } from './ui/walkthrough';

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
  const home = homePaths();
  const log = labelled(channel, 'owner');
  const reported = (work: Promise<unknown>): void => void work.catch((error: unknown) => log.error(messageOf(error)));
  const link = new OwnerLink({
    home,
    defaultDataFolder: context.globalStorageUri.fsPath,
    chosenDataFolder: () => settings.dataFolder ?? '',
    ownerProgram: context.asAbsolutePath('dist/owner.js'),
    wasmFile: context.asAbsolutePath('dist/sql-wasm.wasm'),
    version: RECOLLECT_VERSION,
    settings: () => settings.read(),
    log,
    onOwner: () => reported(refreshHook(context.extensionPath, home.folder)),
  });
  const client = link.client();
  const connections = createConnections({ packageFolder: context.extensionPath, recollectHome: home.folder, activities: () => client.agents(), more: [vscodeAgent(settings)] });
  const ui = registerUi({ client, connections, settings, channel });
  const tools = registerLanguageModelTools({ tools: ALL_TOOLS, api: client, folder: currentFolder });
  const mcpServer = registerMcpServerDefinitions({ settings, program: context.asAbsolutePath('dist/cli.js'), recollectHome: home.folder, version: RECOLLECT_VERSION });
  close = () => link.close();
  // Disposed in reverse: the log last.
  context.subscriptions.push(channel, settings, settings.onDidChange(() => void link.configure()), tools, mcpServer, ui);
  link.start();
  reported(openWalkthroughOnce(context.globalState));
  return { client, ui, isOwner: () => link.isOwner };
}

export async function deactivate(): Promise<void> {
  await close?.();
}
