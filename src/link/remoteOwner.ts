import { connect, type Socket } from 'node:net';
import { createMessageConnection } from 'vscode-jsonrpc/node';
import type { Status } from '../core/api';
import { HAND_OVER, PING } from '../ingest/apiServer';
import { NdjsonMessageReader, NdjsonMessageWriter } from '../ingest/wire';
import type { Attachment } from './attachment';
import { Heartbeat } from './heartbeat';
import { isNewer } from './versions';

const CONNECT_MS = 300;
const ANSWER_MS = 650;

/**
 * Connects to the owner at `socket`; undefined when nobody answers there, or when an older version did and has been asked to
 * hand over.
 */
export async function attachRemote(socket: string, version: string): Promise<Attachment | undefined> {
  const connected = await connectTo(socket);
  if (!connected) return undefined;
  const connection = createMessageConnection(new NdjsonMessageReader(connected), new NdjsonMessageWriter(connected));
  connection.listen();
  const close = (): void => {
    connection.dispose();
    connected.destroy();
  };
  try {
    const status = await within(connection.sendRequest<Status>('status', {}), ANSWER_MS);
    if (isNewer(version, status.owner.version)) {
      await within(connection.sendRequest(HAND_OVER), ANSWER_MS);
      close();
      return undefined;
    }
    const hung = new AbortController();
    const ended = new Promise<string>((resolve) => {
      connection.onClose(() => resolve('the owner is gone'));
      hung.signal.addEventListener('abort', () => resolve('the owner does not answer'));
    });
    const heartbeat = new Heartbeat(status.owner.pid, () => connection.sendRequest(PING), () => hung.abort());
    const letGo = (): void => {
      heartbeat.dispose();
      close();
    };
    // Else who waits for an answer at this moment would wait for ever. One that hangs may still answer.
    connection.onClose(letGo);
    return { connection, isOwn: false, status, ended, dispose: async () => letGo() };
  } catch {
    close(); // Whoever is there does not answer: there is no owner to attach to.
    return undefined;
  }
}

function connectTo(path: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const give = (result: Socket | undefined): void => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined); // A broken connection is told by its close.
      if (!result) socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => give(undefined), CONNECT_MS);
    socket.once('connect', () => give(socket)).once('error', () => give(undefined));
  });
}

async function within<T>(promise: Promise<T>, limitMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
