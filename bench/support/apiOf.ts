import { connect } from 'node:net';
import { once } from 'node:events';
import { createMessageConnection } from 'vscode-jsonrpc/node';
import type { RecollectApi } from '../../src/core/api';
import { apiOver } from '../../src/ingest/apiClient';
import { NdjsonMessageReader, NdjsonMessageWriter } from '../../src/ingest/wire';

/** The API of the owner at a socket, as other programs use it, but with all the patience in the world. */
export async function apiOf(path: string): Promise<{ api: RecollectApi; close: () => void }> {
  const socket = connect(path);
  await once(socket, 'connect');
  const connection = createMessageConnection(new NdjsonMessageReader(socket), new NdjsonMessageWriter(socket));
  connection.listen();
  return {
    api: apiOver(connection),
    close: () => {
      connection.dispose();
      socket.destroy();
    },
  };
}
