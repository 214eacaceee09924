import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Agent } from '../../core/hookEvent';
import type { TranscriptFile } from '../../core/transcript';

/** The files below a folder whose path has these names, one of each level. What cannot be read is not there. */
export async function findFiles(agent: Agent, folder: string, levels: readonly RegExp[]): Promise<readonly TranscriptFile[]> {
  const [level, ...rest] = levels;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: TranscriptFile[] = [];
  for (const entry of entries) {
    if (level?.test(entry.name) !== true) continue;
    const path = join(folder, entry.name);
    if (rest.length > 0) {
      if (entry.isDirectory()) found.push(...(await findFiles(agent, path, rest)));
      continue;
    }
    const stats = entry.isFile() ? await stat(path).catch(() => undefined) : undefined;
    if (stats) found.push({ agent, file: path, sizeBytes: stats.size, modifiedMs: Math.trunc(stats.mtimeMs) });
  }
  return found;
}
