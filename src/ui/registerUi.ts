import { commands, type LogOutputChannel, window, workspace } from 'vscode';
import type { AgentConnections } from '../core/agentConnections';
import type { RecollectClient } from '../core/api';
import type { Disposable } from '../core/ports';
import { COMMANDS, focusCommandOf, VIEWS } from '../manifest';
import { allCommands } from './commands/allCommands';
import { runCommand } from './commands/runCommand';
import type { Views } from './commands/view';
import { ContextPreview } from './context/contextPreview';
import { ContextKeys } from './contextKeys';
import { currentFolder } from './currentFolder';
import { DocumentPages } from './documentPages';
import { MemoryFiles } from './editing/memoryFiles';
import { EditorFaces } from './files/editorFaces';
import { FileView } from './files/fileView';
import { labelled } from './log';
import { memoryTree } from './memories/memoryTree';
import { QueueDecoration } from './queue/queueDecoration';
import { queueTree } from './queue/queueTree';
import type { SettingsAccess } from './settingsAccess';
import { StatusBar, type StatusBarText } from './statusBar';
import { LiveTree } from './tree/liveTree';
import { vscodeDialogs } from './vscodeDialogs';
import { openWalkthrough } from './walkthrough';
import { WindowFacts } from './windowFacts';

export interface UiParts {
  readonly client: RecollectClient;
  readonly connections: AgentConnections;
  readonly settings: SettingsAccess;
  readonly channel: LogOutputChannel;
}

/** What a host test may look at. */
export interface VisibleUi {
  statusBar(): StatusBarText;
  readonly memories: Pick<LiveTree, 'getChildren' | 'getTreeItem' | 'getParent'>;
  readonly fileMemories: Pick<LiveTree, 'getChildren' | 'getTreeItem' | 'getParent'>;
  readonly queue: Pick<LiveTree, 'getChildren' | 'getTreeItem' | 'getParent'>;
}

/**
 * Puts everything of Recollect that can be seen into the window. Disposing it takes everything away; the client, the
 * settings and the channel stay the caller's.
 */
export function registerUi({ client, connections, settings, channel }: UiParts): VisibleUi & Disposable {
  const log = labelled(channel, 'ui');
  const facts = new WindowFacts(client, connections, currentFolder, log);
  const statusBar = new StatusBar(client, facts);
  const memories = new LiveTree(VIEWS.memories, memoryTree(client), client, log);
  const queue = new LiveTree(VIEWS.queue, queueTree(client), client, log);
  const file = new FileView(client, log);
  const pages = new DocumentPages(client, facts, log);
  const contexts = new ContextPreview(client, log);
  const views: Views = {
    async focus() {
      await commands.executeCommand(focusCommandOf(VIEWS.memories));
    },
    async focusFile() {
      await commands.executeCommand(focusCommandOf(VIEWS.fileMemories));
    },
    async refresh() {
      await Promise.all([memories.refresh(), queue.refresh(), file.tree.refresh()]);
    },
    showMore: async (branchId) => (await memories.showMore(branchId)) || (await file.tree.showMore(branchId)) || queue.showMore(branchId),
    showLog: () => channel.show(),
    walkthrough: openWalkthrough,
  };
  const registered = [
    facts,
    statusBar,
    memories,
    queue,
    file,
    pages,
    contexts,
    new MemoryFiles(client, vscodeDialogs.brief, log),
    new EditorFaces(client),
    new ContextKeys(client, facts),
    window.onDidChangeActiveTextEditor(() => facts.request()),
    workspace.onDidChangeWorkspaceFolders(() => facts.request()),
    new QueueDecoration(queue.view, client),
    ...allCommands({ client, connections, contexts, dialogs: vscodeDialogs, pages, settings, views, currentFolder }).map((command) =>
      commands.registerCommand(command.id, async (argument: unknown, selected?: unknown) => {
        const outcome = await runCommand(command, contexts.targetOf(argument), vscodeDialogs, log, selected);
        if (command.id === COMMANDS.connectAgents || command.id === COMMANDS.removeFromAgents) await facts.refresh();
        return outcome;
      }),
    ),
  ];
  return {
    statusBar: () => statusBar.current,
    memories,
    fileMemories: file.tree,
    queue,
    dispose: () => {
      for (const part of registered.splice(0).reverse()) part.dispose();
    },
  };
}
