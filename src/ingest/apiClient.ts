import { ErrorCodes, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node';
import type { RecollectApi } from '../core/api';
import { API_METHODS } from '../core/api';
import { messageOf, UserFacingError } from '../core/errors';

/** The owner went, or fell silent, while it was asked: whether it did anything, nobody knows. */
export class OwnerEndedError extends UserFacingError {}

/** The owner's API through a connection. Its answers come from this very package, so they are taken as they are. */
export function apiOver(connection: MessageConnection): RecollectApi {
  const methods = API_METHODS.map((method) => [
    method,
    async (query: unknown = {}): Promise<unknown> => {
      try {
        return await connection.sendRequest(method, query);
      } catch (error) {
        if (isCutOff(error)) throw new OwnerEndedError('Recollect’s owner ended before it answered. Try again.', { cause: error });
        throw new UserFacingError(messageOf(error), { cause: error });
      }
    },
  ]);
  return Object.fromEntries(methods) as RecollectApi;
}

function isCutOff(error: unknown): boolean {
  return error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected;
}
