import assert from 'node:assert/strict';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { once } from 'node:events';
import fc from 'fast-check';
import { createMessageConnection, type Message } from 'vscode-jsonrpc/node';
import { FrameSplitter } from '../../../src/ingest/frameSplitter';
import { NdjsonMessageReader, NdjsonMessageWriter } from '../../../src/ingest/wire';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

describe('the frame splitter', () => {
  it('gives the same frames however the bytes are cut, within characters too', () => {
    const line = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\n') && text.trim() !== '');
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));
        const splitter = new FrameSplitter();
        const got: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = cuts[turn % cuts.length] ?? 1;
          splitter.push(bytes.subarray(at, at + size), (text) => got.push(text) > 0);
          at += size;
        }
        assert.deepEqual(got, lines);
      }),
    );
  });

  it('refuses a frame over its limit, spread over chunks or not, and takes one of exactly the limit', () => {
    const all = (): boolean => true;
    const splitter = new FrameSplitter(8);
    splitter.push(Buffer.from('12345678\n1234'), all);
    assert.throws(() => splitter.push(Buffer.from('56789'), all), /over 8 bytes/);
    assert.throws(() => new FrameSplitter(8).push(Buffer.from('123456789\n'), all), /over 8 bytes/);
  });

  it('takes a 4 MB frame in single bytes without quadratic work', () => {
    const splitter = new FrameSplitter();
    const byte = Buffer.from('x');
    let size = 0;
    for (let at = 0; at < 4_000_000; at++) splitter.push(byte, () => true);
    splitter.push(Buffer.from('\n'), (text) => (size = text.length) > 0);
    assert.equal(size, 4_000_000);
  });
});

describe('frames over a socket', () => {
  let folder: string;
  let server: Server;
  let client: Socket;
  let peer: Socket;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = createServer();
    const path = join(folder, 's');
    server.listen(path);
    await once(server, 'listening');
    client = connect(path);
    client.on('error', () => undefined);
    [peer] = (await once(server, 'connection')) as [Socket];
  });

  afterEach(async () => {
    client.destroy();
    peer.destroy();
    server.close();
    await once(server, 'close');
    removeFolder(folder);
  });

  async function answerTo(bytes: string): Promise<{ text: string; got: Message[] }> {
    const got: Message[] = [];
    const reader = new NdjsonMessageReader(peer, 1000);
    reader.onError(() => undefined);
    reader.listen((message) => got.push(message));
    let text = '';
    client.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    client.write(bytes);
    await Promise.all([once(client, 'end'), once(peer, 'close')]);
    return { text, got };
  }

  for (const [what, bytes] of [
    ['not JSON', 'hello\n'],
    ['not an object', '[1]\n'],
    ['not JSON-RPC', '{"method":"ingest"}\n'],
    ['cut JSON', '{"jsonrpc":"2.0",\n'],
    ['too long', `{"jsonrpc":"2.0","method":"${'x'.repeat(2000)}"}\n`],
    ['too long without an end', 'x'.repeat(200_000)],
  ] as const)
    it(`answers a frame that is ${what} with an error and closes that connection`, async () => {
      const { text, got } = await answerTo(bytes);
      const answer = JSON.parse(text) as { id: unknown; error: { code: number } };
      assert.equal(answer.id, null);
      assert.equal(answer.error.code, -32700);
      assert.deepEqual(got, []);
    });

  it('handles the good frames before a bad one and nothing after it', async () => {
    const good = '{"jsonrpc":"2.0","id":1,"method":"a"}\n';
    const { got } = await answerTo(`${good}nonsense\n${good}`);
    assert.equal(got.length, 1);
  });

  it('cuts off a peer that never reads before its answers fill our memory', async () => {
    const writer = new NdjsonMessageWriter(peer, 100_000);
    writer.onError(() => undefined);
    peer.on('error', () => undefined);
    client.pause();
    const message = { jsonrpc: '2.0', method: 'x'.repeat(10_000) };
    let written = 0;
    while (!peer.destroyed && written < 1000) {
      writer.send(message);
      written++;
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(peer.destroyed);
    assert.ok(peer.writableLength < 200_000);
  });

  it('answers with an error where the answer would be longer than a frame may be', async () => {
    const served = createMessageConnection(new NdjsonMessageReader(peer), new NdjsonMessageWriter(peer));
    served.onRequest('all', () => 'x'.repeat(17 * 1024 * 1024));
    served.listen();
    const asking = createMessageConnection(new NdjsonMessageReader(client), new NdjsonMessageWriter(client));
    asking.listen();
    await assert.rejects(asking.sendRequest('all'), /the answer is over/);
    served.dispose();
    asking.dispose();
  });

  it('carries vscode-jsonrpc both ways', async () => {
    const served = createMessageConnection(new NdjsonMessageReader(peer), new NdjsonMessageWriter(peer));
    served.onRequest('double', (value: number) => value * 2);
    served.listen();
    const asking = createMessageConnection(new NdjsonMessageReader(client), new NdjsonMessageWriter(client));
    asking.listen();
    assert.deepEqual(await Promise.all([1, 2, 3].map((value) => asking.sendRequest('double', value))), [2, 4, 6]);
    served.dispose();
    asking.dispose();
  });
});
