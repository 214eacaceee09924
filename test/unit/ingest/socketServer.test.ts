import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createMessageConnection, ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { PayloadError } from '../../../src/core/errors';
import type { IngestAnswer, IngestParams } from '../../../src/ingest/ingestCall';
import { SocketServer, type SocketHandlers } from '../../../src/ingest/socketServer';
import { NdjsonMessageReader, NdjsonMessageWriter } from '../../../src/ingest/wire';
import { silentLogger } from '../../support/silentLogger';
import { removeFolder, temporaryFolder } from '../../support/temporaryFolder';

const params: IngestParams = { agent: 'claude-code', event: 'Stop', atMs: 1, payload: {} };
const frame = (id: number, method = 'ingest', value: unknown = params): string => `${JSON.stringify({ jsonrpc: '2.0', id, method, params: value })}\n`;

describe('the socket server', () => {
  let folder: string;
  let path: string;
  let server: SocketServer;
  let ingest: SocketHandlers['ingest'];
  const sockets: Socket[] = [];

  beforeEach(async () => {
    folder = temporaryFolder();
    path = join(folder, 'run', 's');
    ingest = async () => ({ result: 'queued' });
    server = await SocketServer.listen(path, { ingest: (value) => ingest(value), connect: (connection) => void connection.onRequest('double', (value: number) => value * 2) }, silentLogger);
  });

  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    server.dispose();
    server.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    removeFolder(folder);
  });

  async function open(): Promise<Socket> {
    const socket = connect(path);
    sockets.push(socket);
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  async function ask(socket: Socket, text: string): Promise<{ id: unknown; result?: unknown; error?: { code: number; message: string } }> {
    socket.write(text);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    return JSON.parse(answer.toString()) as { id: unknown };
  }

  it('answers an event once it is taken', async () => {
    let given: IngestParams | undefined;
    ingest = async (value) => {
      given = value;
      return { result: 'recorded' };
    };
    assert.deepEqual(await ask(await open(), frame(7)), { jsonrpc: '2.0', id: 7, result: { result: 'recorded' } });
    assert.deepEqual(given, params);
  });

  it('tells a sender whose event can never be taken, and one whose event can be later, by the code', async () => {
    const socket = await open();
    ingest = () => Promise.reject(new PayloadError('agent', 'unknown agent'));
    assert.deepEqual((await ask(socket, frame(1))).error, { code: ErrorCodes.InvalidParams, message: 'agent: unknown agent' });
    assert.equal((await ask(socket, frame(2, 'ingest', [1]))).error?.code, ErrorCodes.InvalidParams);
    ingest = () => Promise.reject(new Error('the disk is full'));
    const { error } = await ask(socket, frame(3));
    assert.equal(error?.message, 'the disk is full');
    assert.notEqual(error.code, ErrorCodes.InvalidParams);
  });

  it('carries the other methods by vscode-jsonrpc on the same connection as events', async () => {
    const socket = await open();
    const connection = createMessageConnection(new NdjsonMessageReader(socket), new NdjsonMessageWriter(socket));
    connection.listen();
    assert.deepEqual(await connection.sendRequest('ingest', params), { result: 'queued' });
    assert.equal(await connection.sendRequest('double', 21), 42);
    await assert.rejects(connection.sendRequest('nothing'), (error) => error instanceof ResponseError && error.code === ErrorCodes.MethodNotFound);
    connection.dispose();
  });

  it('closes the connection of a client that talks nonsense, and no other', async () => {
    const [good, bad] = [await open(), await open()];
    const answer = await ask(bad, 'GET / HTTP/1.1\n');
    assert.equal(answer.error?.code, ErrorCodes.ParseError);
    await once(bad, 'close');
    assert.equal((await ask(good, frame(1))).id, 1);
  });

  it('serves 100 clients at once, with one that sends a byte at a time and one that never reads among them', async () => {
    const deaf = await open();
    deaf.pause();
    for (let id = 0; id < 2000; id++) deaf.write(frame(id));
    const slow = await open();
    for (const byte of frame(5).slice(0, 40)) slow.write(byte);
    const others = await Promise.all(Array.from({ length: 100 }, () => open()));
    const answers = await Promise.all(others.map((socket, id) => ask(socket, frame(id))));
    assert.deepEqual(answers.map(({ id }) => id), [...others.keys()]);
    assert.equal((await ask(slow, frame(5).slice(40))).id, 5);
  });

  it('reads no more from a client while many of its events are unanswered', async () => {
    let waiting = 0;
    const release: (() => void)[] = [];
    ingest = () => {
      waiting++;
      return new Promise<IngestAnswer>((resolve) => release.push(() => resolve({ result: 'queued' })));
    };
    const socket = await open();
    const total = 3000;
    let answered = 0;
    socket.on('data', (chunk: Buffer) => (answered += chunk.toString().split('\n').length - 1));
    const large = { ...params, payload: { text: 'x'.repeat(2000) } };
    for (let id = 0; id < total; id++) socket.write(frame(id, 'ingest', large));
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    assert.ok(waiting >= 256 && waiting < 600, `${waiting} waiting`);
    while (answered < total) {
      for (const one of release.splice(0)) one();
      await new Promise((resolve) => setImmediate(resolve));
    }
  });

  it('is reached by its user alone and leaves nothing behind', () => {
    assert.equal(statSync(path).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(path)).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(dirname(path)), ['s']);
    server.dispose();
    assert.deepEqual(readdirSync(dirname(path)), []);
  });

  it('does not take a path that is taken, and never deletes a successor’s socket', async () => {
    const handlers = { ingest: (value: IngestParams) => ingest(value), connect: () => undefined };
    await assert.rejects(SocketServer.listen(path, handlers, silentLogger), { code: 'EADDRINUSE' });
    assert.deepEqual(readdirSync(dirname(path)), ['s']);
    rmSync(path);
    const successor = await SocketServer.listen(path, handlers, silentLogger);
    server.dispose();
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal((await ask(await open(), frame(1))).id, 1);
    successor.dispose();
    assert.ok(!existsSync(path));
  });

  it('makes a folder that others could enter private, and refuses one that is not its own', async () => {
    const handlers = { ingest: (value: IngestParams) => ingest(value), connect: () => undefined };
    const loose = join(folder, 'loose');
    mkdirSync(loose);
    chmodSync(loose, 0o755);
    const other = await SocketServer.listen(join(loose, 's'), handlers, silentLogger);
    assert.equal(statSync(loose).mode & 0o777, 0o700);
    other.dispose();
    const shared = join(folder, 'shared');
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    await assert.rejects(SocketServer.listen(join(shared, 's'), handlers, silentLogger), /its user alone/);
    writeFileSync(join(folder, 'file'), '');
    await assert.rejects(SocketServer.listen(join(folder, 'file', 's'), handlers, silentLogger));
    await assert.rejects(SocketServer.listen(join(folder, 'x'.repeat(100), 's'), handlers, silentLogger), /too long/);
  });

  it('closes its clients when it is disposed', async () => {
    const socket = await open();
    await ask(socket, frame(1));
    server.dispose();
    await once(socket, 'close');
    assert.equal(server.clientCount, 0);
  });
});
