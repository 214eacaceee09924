import { createInterface } from 'node:readline/promises';
import type { RecollectApi } from '../core/api';
import type { ForgetScope } from '../core/editing';
import { UserFacingError } from '../core/errors';
import type { CommandContext } from './commandContext';

/**
 * Says what forgetting would remove, and asks on the terminal; `--yes` and a scope that holds nothing need no answer.
 * @throws UserFacingError where nobody can be asked
 */
export async function isForgettingAgreed({ options, output }: CommandContext, api: Pick<RecollectApi, 'forgetPreview'>, scope: ForgetScope): Promise<boolean> {
  const { message, sessions, prompts, observations, summaries, messages } = await api.forgetPreview(scope);
  if (options.yes || sessions + prompts + observations + summaries + messages === 0) return true;
  if (output.isJson || !process.stdin.isTTY) throw new UserFacingError(`${message} Nothing was removed: say --yes to do it.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await terminal.question(`${message} Go on? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
