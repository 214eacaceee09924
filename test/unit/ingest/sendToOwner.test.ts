import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type Delivery, sendToOwner } from '../../../src/ingest/sendToOwner';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

/** Node's way to its own handles; without it, as in a later Node, the hook takes node:net. */
const node = process as unknown as { binding: unknown };

for (const way of ['the handle', 'node:net']) {
  describe(`a frame sent to the owner over ${way}`, () => {
    const { binding } = node;
    const folder = temporaryFolder();
    const path = join(folder, 'owner.sock');
    let server: Server | undefined;
    let received = '';

    before(() => {
      if (way === 'node:net') node.binding = undefined;
    });
    after(() => {
      node.binding = binding;
      removeFolder(folder);
    });
    afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())));

    const answering = (answer: (frame: string) => readonly string[] | 'end'): Promise<void> => {
      received = '';
      server = createServer((socket) => {
        socket.on('error', () => undefined).setEncoding('utf8').on('data', (chunk: string) => {
          received += chunk;
          if (!received.endsWith('\n')) return;
          const parts = answer(received);
          if (parts === 'end') return void socket.end();
          for (const [at, part] of parts.entries()) setTimeout(() => socket.write(Buffer.from(part, 'latin1')), at * 20);
        });
      });
      return new Promise((resolve) => server?.listen(path, resolve));
    };
    const send = (frame: string, timeoutMs = 2_000, to = path): Promise<Delivery> => new Promise((resolve) => sendToOwner(to, frame, timeoutMs, resolve));

    it('arrives whole, however large, and its answer is read though its letters come in parts', async () => {
      const answer = Buffer.from('{"jsonrpc":"2.0","id":1,"result":{"result":"recorded","context":"naïve"}}\n').toString('latin1');
      const inMiddle = answer.indexOf('\u00c3') + 1;
      await answering(() => [answer.slice(0, inMiddle), answer.slice(inMiddle)]);
      const frame = `${JSON.stringify({ text: 'é'.repeat(1 << 20) })}\n`;
      assert.deepEqual(await send(frame), { kind: 'acked', context: 'naïve' });
      assert.equal(received, frame);
    });

    it('is kept when the owner ends, says nothing or nonsense, or is not there', async () => {
      await answering(() => 'end');
      assert.equal((await send('{}\n')).kind, 'kept');
      server?.close();
      await answering(() => []);
      assert.deepEqual(await send('{}\n', 50), { kind: 'kept', why: 'no answer in 50 ms' });
      server?.close();
      await answering(() => ['nonsense\n']);
      assert.deepEqual(await send('{}\n'), { kind: 'kept', why: 'no JSON' });
      assert.equal((await send('{}\n', 2_000, join(folder, 'nobody.sock'))).kind, 'kept');
      assert.equal((await send('{}\n', 2_000, join(folder, 'x'.repeat(300)))).kind, 'kept');
    });

    it('is refused for good only when the owner says so', async () => {
      await answering(() => ['{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no"}}\n']);
      assert.deepEqual(await send('{}\n'), { kind: 'refused', why: 'no' });
    });
  });
}
