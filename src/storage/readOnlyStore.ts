import { UserFacingError } from '../core/errors';
import type { Logger } from '../core/ports';
import { systemClock } from '../core/systemClock';
import { Database, loadEngine } from './database';
import { nodeFs } from './durableFs';
import { Generations } from './generations';
import { RecollectStore } from './recollectStore';
import { recover } from './recovery';

const refuse = (): Promise<never> => Promise.reject(new UserFacingError('No owner is running, so nothing can be changed. Open VS Code with Recollect, or run "recollect serve".'));

/** What is on disk now, for reading, while there is no owner. Takes and writes nothing. */
export async function openReadOnly(wasmFile: string, dataFolder: string, log: Logger): Promise<RecollectStore> {
  const engine = await loadEngine(wasmFile);
  const { database } = recover({ fs: nodeFs, generations: new Generations(nodeFs, dataFolder), ownGeneration: Infinity, openDatabase: (source) => new Database(engine, source), log });
  const readOnly = {
    database,
    generation: -1,
    storageState: { kind: 'ok' as const },
    transact: refuse,
    erase: refuse,
  };
  return new RecollectStore(readOnly, dataFolder, systemClock, log, () => undefined);
}
