// Acks every event at once: the floor of what an owner costs a hook. Stands in for `dist/cli.js serve` where that is not built.
import { createServer } from 'node:net';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { homePaths, writeHomeInfo } from '../../src/ingest/home';
import { NdjsonMessageReader, NdjsonMessageWriter } from '../../src/ingest/wire';

const paths = homePaths();
const socket = join(paths.folder, 's');
const server = createServer((peer) => {
  const writer = new NdjsonMessageWriter(peer);
  writer.onError(() => undefined);
  new NdjsonMessageReader(peer).listen((message) => {
    if ('id' in message) writer.send({ jsonrpc: '2.0', id: message.id, result: { result: 'queued' } } as typeof message);
  });
});
rmSync(socket, { force: true });
server.listen(socket, () => {
  writeHomeInfo(paths, { version: 1, dataFolder: paths.folder, socket, generation: 0 });
  console.log('{"ready":true}');
});
process.once('SIGTERM', () => process.exit(0));
