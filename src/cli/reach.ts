import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RecollectApi } from '../core/api';
import { UserFacingError } from '../core/errors';
import { MemoryEditor } from '../core/memoryEditor';
import { OwnerApi } from '../core/ownerApi';
import type { Logger } from '../core/ports';
import { SessionManager } from '../core/sessionManager';
import { DEFAULT_PROVIDER_SETTINGS } from '../core/settings';
import { systemClock } from '../core/systemClock';
import { apiOver, OwnerEndedError } from '../ingest/apiClient';
import { cleanString } from '../ingest/cleanString';
import { type HomeInfo, type HomePaths, readHomeInfo } from '../ingest/home';
import { FolderPlaces } from '../ingest/places';
import { ProjectResolver } from '../ingest/projectOf';
import { WorkTreeReader } from '../ingest/workTreeReader';
import { attachRemote } from '../link/remoteOwner';
import { createProvider } from '../providers/createProvider';
import { ProjectContext } from '../recall/projectContext';
import { openReadOnly } from '../storage/readOnlyStore';
import type { CommandContext } from './commandContext';

/** Where the memory is: as home.json says, else in the home folder itself. */
export function dataFolderOf(home: HomePaths): string {
  return knownHome(home)?.dataFolder ?? join(home.folder, 'data');
}

export function knownHome(home: HomePaths): HomeInfo | undefined {
  try {
    return readHomeInfo(home);
  } catch {
    return undefined; // A damaged one is as good as none; `doctor` tells of it.
  }
}

/** Runs `work` with the owner's API, or with one that only reads what is on disk when there is no owner. */
export async function withApi<T>(context: CommandContext, work: (api: RecollectApi, hasOwner: boolean) => Promise<T>): Promise<T> {
  const info = knownHome(context.home);
  // Asked with no version, so that looking never makes an older owner hand over.
  const attachment = info && (await attachRemote(info.socket, '0.0.0'));
  if (!attachment) return work(await readOnlyApi(context), false);
  const gone = attachment.ended.then((reason) => {
    throw new OwnerEndedError(`While this was asked, ${reason}. Try again.`);
  });
  try {
    return await Promise.race([work(apiOver(attachment.connection), true), gone]);
  } finally {
    await attachment.dispose();
  }
}

/** @throws UserFacingError when there is no owner */
export async function withOwner<T>(context: CommandContext, work: (api: RecollectApi) => Promise<T>): Promise<T> {
  return withApi(context, async (api, hasOwner) => {
    if (!hasOwner) throw new UserFacingError('No owner is running. Open VS Code with Recollect, or run "recollect serve", and try again.');
    return work(api);
  });
}

const toStderr = (message: string): void => void process.stderr.write(`recollect: ${message}\n`);
const quietLog: Logger = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: toStderr, error: toStderr };

async function readOnlyApi({ home, wasmFile, version }: CommandContext): Promise<RecollectApi> {
  const dataFolder = dataFolderOf(home);
  if (!existsSync(dataFolder)) throw new UserFacingError(`There is no memory yet: ${dataFolder} does not exist. Open VS Code with Recollect, or run "recollect serve".`);
  const store = await openReadOnly(wasmFile, dataFolder, quietLog);
  const manager = new SessionManager(store, createProvider(DEFAULT_PROVIDER_SETTINGS, { clean: (text) => text }), systemClock, quietLog, () => undefined);
  const editor = new MemoryEditor({ store: store.editing, clean: cleanString, memory: (id) => store.memory(id), contextsSettled: () => Promise.resolve() });
  const projects = new ProjectResolver();
  const projectContext = new ProjectContext(store, new WorkTreeReader(projects));
  return new OwnerApi(store, manager, { pid: 0, version }, (project, agent, folder) => projectContext.answer(project, agent, folder), new FolderPlaces(projects), editor);
}
