import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, without a trailing slash. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url)).replace(/[\\/]$/, '');

/** The path of one of the sessions recorded from real clients. */
export function recordingFile(name: string): string {
  return join(REPOSITORY, 'test', 'fixtures', 'recordings', name);
}
