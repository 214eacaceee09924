import * as path from 'node:path';
import { messageOf } from '../core/errors';
import type { Logger } from '../core/ports';
import type { DurableFs } from './durableFs';
import { copyWhole } from './snapshotFile';

/** Copies what a start could not use as a whole to `damaged-…` beside it: upkeep removes the files themselves in time. */
export async function keepDamagedFiles(fs: DurableFs, folder: string, files: readonly string[], log: Logger): Promise<void> {
  for (const file of files) {
    const copy = path.join(folder, `damaged-${path.basename(file)}`);
    try {
      if (fs.exists(copy)) continue;
      await copyWhole(fs, folder, file, copy);
      log.warn(`a copy of the damaged file is kept: ${copy}`);
    } catch (error) {
      log.warn(`no copy of the damaged file ${file} could be kept: ${messageOf(error)}`);
    }
  }
}
