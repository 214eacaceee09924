import type * as Crypto from 'node:crypto';
import { join } from 'node:path';

/** Where the context of a project lies ready: by a hash of the project's path, and the agent's name where it has one of its own. */
export function contextFile(contextFolder: string, project: string, agent?: string): string {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- one hook in a session needs it, the others must not load it
  const { createHash } = require('node:crypto') as typeof Crypto;
  const key = createHash('sha256').update(project).digest('hex');
  return join(contextFolder, agent === undefined ? `${key}.md` : `${key}.${agent}.md`);
}
