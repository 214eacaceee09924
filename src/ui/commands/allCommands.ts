import type { AgentConnections } from '../../core/agentConnections';
import type { RecollectClient } from '../../core/api';
import type { ContextView } from '../context/contextView';
import type { Dialogs } from '../dialogs';
import type { Pages } from '../pages';
import type { SettingsAccess } from '../settingsAccess';
import { abortAll, abortSession } from './abort';
import { removeApiKey, setApiKey } from './apiKey';
import type { Command } from './command';
import { connectAgents, removeFromAgents } from './connectAgents';
import { importPastSessions } from './importPastSessions';
import { contextPreview, switchContextAgent } from './contextPreview';
import { copyError, copyId, copyMemory } from './copy';
import { deleteMemory, markCommands, mergeMemories, supersedeMemory, undoChange } from './decide';
import { discardFailed } from './discard';
import { editMemory } from './editMemory';
import { excludeProject, includeProject } from './excludeProject';
import { forget } from './forget';
import { endIncognito, startIncognito } from './incognito';
import { openMemory, search } from './openMemory';
import { pause, resume } from './pause';
import { selectProvider } from './provider';
import { remember } from './remember';
import { reprocessSession } from './reprocess';
import { retryFailed } from './retry';
import { exportMemories, importMemories } from './transfer';
import { openView, refresh, showFileMemories, showLog, showMore, showStatus, showWalkthrough, type Views } from './view';

export interface CommandSurroundings {
  readonly client: RecollectClient;
  readonly connections: AgentConnections;
  readonly contexts: ContextView;
  readonly dialogs: Dialogs;
  readonly pages: Pages;
  readonly settings: SettingsAccess;
  readonly views: Views;
  /** The folder that the person is at work in. */
  readonly currentFolder: () => string | undefined;
}

/** Every command that package.json declares. */
export function allCommands({ client, connections, contexts, dialogs, pages, settings, views, currentFolder }: CommandSurroundings): readonly Command[] {
  return [
    abortSession(client, dialogs),
    abortAll(client, dialogs),
    reprocessSession(client, dialogs),
    retryFailed(client, dialogs),
    discardFailed(client, dialogs),
    pause(client, dialogs),
    resume(client, dialogs),
    startIncognito(client, dialogs),
    endIncognito(client, dialogs),
    excludeProject(client, dialogs),
    includeProject(client, dialogs),
    connectAgents(connections, dialogs, pages),
    importPastSessions(client, dialogs),
    removeFromAgents(connections, dialogs, pages),
    selectProvider(settings, dialogs),
    setApiKey(settings, dialogs),
    removeApiKey(settings, dialogs),
    search(client, dialogs, pages),
    openMemory(client, dialogs, pages),
    contextPreview(client, dialogs, contexts),
    switchContextAgent(client, dialogs, contexts),
    editMemory(client, dialogs, pages),
    ...markCommands(client, dialogs),
    supersedeMemory(client, dialogs),
    mergeMemories(client, dialogs),
    deleteMemory(client, dialogs),
    undoChange(client, dialogs),
    remember(client, dialogs, currentFolder),
    forget(client, dialogs),
    exportMemories(client, dialogs),
    importMemories(client, dialogs),
    copyMemory(client, dialogs),
    copyId(client, dialogs),
    copyError(client, dialogs),
    openView(views),
    showFileMemories(views),
    refresh(views),
    showMore(views),
    showLog(views),
    showStatus(pages),
    showWalkthrough(views),
  ];
}
