import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { messageOf, OwnershipLostError } from './core/errors';
import type { Logger } from './core/ports';
import { CHANGED, serveApi } from './ingest/apiServer';
import { CLOSE, CONFIGURE, ENDED, LOG, START, type ThreadLogLine } from './link/ownerThreadCall';
import type { Owner } from './services';
import { startOwner } from './services';

/** The owner as a thread: its host starts it, tells it settings, and speaks the API with it over the thread's port. */
if (!parentPort) throw new Error('this program runs as a thread');
const connection = createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort));
const say = (level: ThreadLogLine['level']) => (message: string) => void connection.sendNotification(LOG, { level, message });
const log: Logger = { trace: say('trace'), debug: say('debug'), info: say('info'), warn: say('warn'), error: say('error') };
let owner: Owner | undefined;

connection.onRequest(START, async (start) => {
  try {
    owner = await startOwner({
      ...start,
      log,
      onChange: (status) => void connection.sendNotification(CHANGED, status),
      onEnd: (reason) => void connection.sendNotification(ENDED, reason),
    });
  } catch (error) {
    if (error instanceof OwnershipLostError) return { kind: 'taken' };
    return { kind: 'failed', message: messageOf(error) };
  }
  serveApi(connection, owner.api, () => undefined); // Its own host never asks it to hand over.
  return { kind: 'ready', status: await owner.api.status() };
});
connection.onNotification(CONFIGURE, (settings) => owner?.configure(settings));
connection.onRequest(CLOSE, async () => {
  await owner?.close();
  return null;
});
connection.listen();
