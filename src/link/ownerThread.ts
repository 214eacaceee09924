import { Worker } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { UserFacingError } from '../core/errors';
import type { Logger } from '../core/ports';
import type { OwnerSettings } from '../core/settings';
import type { Attachment } from './attachment';
import { CLOSE, CONFIGURE, ENDED, LOG, type OwnerThreadStart, START } from './ownerThreadCall';

/** An orderly close may take as long as VS Code gives an extension to end (5 s), less a margin. */
const CLOSE_MS = 4_000;

/** What the thread's garbage may take before it is collected. By default it is 48 MiB, which stay with the host; none of it is faster. */
const YOUNG_MIB = 8;

/** An owner that runs as a thread of this process. */
export interface OwnAttachment extends Attachment {
  configure(settings: OwnerSettings): void;
}

/**
 * Starts the owner in a thread of its own, so that neither the store nor a busy extension host holds the other up; undefined when
 * another process has the data folder.
 *
 * @throws UserFacingError when it cannot be started here
 */
export async function startOwnerThread(program: string, start: OwnerThreadStart, log: Logger): Promise<OwnAttachment | undefined> {
  const worker = new Worker(program, { name: 'recollect-owner', stdout: false, stderr: false, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB } });
  const connection = createMessageConnection(new PortMessageReader(worker), new PortMessageWriter(worker));
  const ended = new Promise<string>((resolve) => {
    connection.onNotification(ENDED, resolve);
    worker.once('error', (error) => {
      log.error(`the owner thread failed: ${error instanceof Error ? error.message : String(error)}`);
      resolve('the owner thread failed');
    });
    worker.once('exit', () => resolve('the owner thread ended'));
  });
  connection.onNotification(LOG, ({ level, message }) => log[level](message));
  connection.listen();
  const stop = async (): Promise<void> => {
    connection.dispose();
    await worker.terminate();
  };
  const started = await Promise.race([connection.sendRequest(START, start), ended]);
  if (typeof started === 'string') {
    await stop();
    throw new UserFacingError(`Recollect could not start: ${started}.`);
  }
  if (started.kind !== 'ready') {
    await stop();
    if (started.kind === 'taken') return undefined;
    throw new UserFacingError(started.message);
  }
  return {
    connection,
    isOwn: true,
    status: started.status,
    ended,
    configure: (settings) => void connection.sendNotification(CONFIGURE, settings),
    dispose: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_MS)));
      await Promise.race([connection.sendRequest(CLOSE, null).catch(() => undefined), ended, late]); // What fails here is ended by force.
      clearTimeout(timer);
      await stop();
    },
  };
}
