import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { apiOver } from '../../../src/ingest/apiClient';
import { attachRemote } from '../../../src/link/remoteOwner';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

describe('a client of an owner', () => {
  it('is told when the owner ends before it has answered', async () => {
    const folder = temporaryFolder();
    const path = join(folder, 'owner.sock');
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', (frame) => {
        const { id, method } = JSON.parse(frame.toString()) as { id: number; method: string };
        if (method === 'status') socket.write(`${JSON.stringify({ jsonrpc: '2.0', id, result: { owner: { pid: 1, version: '0.0.0' } } })}\n`);
        if (method === 'search') socket.destroy();
      });
    });
    await new Promise<void>((resolve) => server.listen(path, resolve));
    try {
      const attachment = await attachRemote(path, '0.0.0');
      assert.ok(attachment);
      await assert.rejects(apiOver(attachment.connection).search({ query: 'till' }), /ended before it answered/);
      assert.equal(await attachment.ended, 'the owner is gone');
    } finally {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      removeFolder(folder);
    }
  });
});
