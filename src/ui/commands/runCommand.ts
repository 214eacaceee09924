import { messageOf } from '../../core/errors';
import type { Logger } from '../../core/ports';
import { COMMANDS } from '../../manifest';
import type { Dialogs } from '../dialogs';
import { failureSentence } from '../failureSentence';
import type { Command, Outcome } from './command';
import type { Target } from '../target';
import { targetOf } from './targetOf';

const UNDO = { label: 'Undo', command: COMMANDS.undoChange };

/** Runs a command and tells its outcome, once. Never throws: a failure is an outcome too. */
export async function runCommand(command: Command, argument: unknown, dialogs: Pick<Dialogs, 'info' | 'error' | 'brief'>, log: Logger, selected?: unknown): Promise<Outcome> {
  const outcome = await outcomeOf(command, targetOf(argument, selected), log);
  if (outcome.kind === 'done') dialogs.info(outcome.message, ...(outcome.canUndo === true ? [UNDO] : []));
  if (outcome.kind === 'noted') dialogs.brief(outcome.message);
  if (outcome.kind === 'failed') dialogs.error(outcome.message);
  return outcome;
}

async function outcomeOf(command: Command, target: Target | undefined, log: Logger): Promise<Outcome> {
  try {
    const outcome = await command.run(target);
    log.debug(`command ended: ${command.id}, ${outcome.kind}`);
    return outcome;
  } catch (error) {
    log.error(`command failed: ${command.id}, ${messageOf(error)}`);
    return { kind: 'failed', message: failureSentence(command.action, error) };
  }
}
