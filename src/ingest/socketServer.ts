import { chmodSync, mkdirSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { createMessageConnection, type MessageConnection, ResponseError } from 'vscode-jsonrpc/node';
import { messageOf, PayloadError } from '../core/errors';
import type { Logger } from '../core/ports';
import { INGEST_METHOD, PAYLOAD_REFUSED, type IngestAnswer } from './ingestCall';
import { NdjsonMessageReader, NdjsonMessageWriter } from './wire';

const STORE_FAILED = -32000;

export interface SocketHandlers {
  ingest(params: unknown): Promise<IngestAnswer>;
  /** A client came: methods can be registered on its connection. */
  connect(connection: MessageConnection): void;
}

/** The owner's socket: every client gets a connection of its own, and what one does wrong is answered to it alone. */
export class SocketServer {
  private readonly server: Server;
  private readonly clients = new Map<Socket, MessageConnection>();

  constructor(
    private readonly path: string,
    private readonly handlers: SocketHandlers,
    private readonly log: Logger,
  ) {
    this.server = createServer((socket) => this.accept(socket));
  }

  async listen(): Promise<void> {
    const isPipe = process.platform === 'win32';
    if (!isPipe) mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(this.path, () => {
        this.server.off('error', reject);
        this.server.on('error', (error) => this.log.error(`the socket failed: ${error.message}`));
        resolve();
      });
    });
    if (!isPipe) chmodSync(this.path, 0o600);
  }

  /** Tells every client that listens. */
  broadcast(method: string, params: unknown): void {
    for (const connection of this.clients.values()) void connection.sendNotification(method, params).catch(() => undefined); // A client that has gone needs no news.
  }

  async dispose(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const [socket, connection] of this.clients) {
      connection.dispose();
      socket.destroy();
    }
    await closed;
  }

  private accept(socket: Socket): void {
    socket.on('error', (error) => this.log.debug(`a client's connection failed: ${error.message}`));
    const connection = createMessageConnection(new NdjsonMessageReader(socket), new NdjsonMessageWriter(socket));
    this.clients.set(socket, connection);
    socket.once('close', () => {
      this.clients.delete(socket);
      connection.dispose();
    });
    connection.onRequest(INGEST_METHOD, async (params: unknown) => {
      try {
        return await this.handlers.ingest(params);
      } catch (error) {
        return new ResponseError(error instanceof PayloadError ? PAYLOAD_REFUSED : STORE_FAILED, messageOf(error));
      }
    });
    this.handlers.connect(connection);
    connection.listen();
  }
}
