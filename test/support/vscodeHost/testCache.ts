import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where large downloads are kept between runs: outside the repository, so that a fresh clone finds them too. */
export function testCacheFolder(): string {
  return process.env['RECOLLECT_TEST_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'recollect-test');
}
