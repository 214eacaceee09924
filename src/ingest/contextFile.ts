import { createHash } from 'node:crypto';
import { join } from 'node:path';

/** Where the context of a project lies ready: by a hash of the project's path, and the agent's name where it has one of its own. */
export function contextFile(contextFolder: string, project: string, agent?: string): string {
  const key = createHash('sha256').update(project).digest('hex');
  return join(contextFolder, agent === undefined ? `${key}.md` : `${key}.${agent}.md`);
}
