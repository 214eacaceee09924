import { OwnershipLostError, ProviderError, UserFacingError, messageOf } from '../core/errors';
import { oneLine } from '../core/plainText';
import { shortened } from './labelText';

const MAX_LENGTH = 300;

/** What a person is told when `action` ("retry the failed messages") could not be done. */
export function failureSentence(action: string, error: unknown): string {
  return shortened(`Could not ${action}: ${asSentence(reasonOf(error))}`, MAX_LENGTH);
}

/** For VS Code to show: it writes `name: message`, and of an error without a name the message alone. */
export function nameless(error: unknown): Error {
  const shown = new Error(asSentence(reasonOf(error)), { cause: error });
  shown.name = '';
  return shown;
}

function reasonOf(error: unknown): string {
  if (error instanceof UserFacingError || error instanceof ProviderError) return error.message;
  if (error instanceof OwnershipLostError) return 'another window took over meanwhile. Try again.';
  return messageOf(error);
}

function asSentence(text: string): string {
  const line = oneLine(text);
  if (line === '') return 'the reason is not known. The log may tell more.';
  return /[.!?…]$/.test(line) ? line : `${line}.`;
}
