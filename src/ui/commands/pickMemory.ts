import type { Dialogs } from '../dialogs';
import type { SearchApi } from '../search/memorySearch';
import type { Target } from '../target';

/** The id of the memory that a command is about: the target's, or one the person searches for. */
export async function memoryIdOf(target: Target | undefined, title: string, api: SearchApi, dialogs: Dialogs): Promise<string | undefined> {
  if (target?.kind === 'memory') return target.memoryId;
  return dialogs.search({ title, placeholder: 'Words, "phrases", and filters such as type:bugfix, file:cart.ts, since:7d' }, api);
}
