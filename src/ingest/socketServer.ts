import { createServer, type Server, type Socket } from 'node:net';
import { AbstractMessageReader, createMessageConnection, type DataCallback, type Disposable, type Message, type MessageConnection, type RequestMessage } from 'vscode-jsonrpc/node';
import { messageOf, PayloadError } from '../core/errors';
import type { Logger } from '../core/ports';
import { INGEST_METHOD, parseIngestParams, PAYLOAD_REFUSED, type IngestAnswer, type IngestParams } from './ingestCall';
import { bindSocket, type BoundSocket } from './bindSocket';
import { NdjsonMessageReader, NdjsonMessageWriter } from './wire';

/** Try again later: the event is still the sender's. */
const NOT_TAKEN = -32000;
/** A client with so many unanswered events is not read from until some are answered. */
const MAX_UNANSWERED = 256;

export interface SocketHandlers {
  /** Resolves once the event is on disk. A PayloadError tells the sender never to try again, any other error to keep the event. */
  ingest(params: IngestParams): Promise<IngestAnswer>;
  /** Registers the other methods, at a client's first message that is not an event. */
  connect(connection: MessageConnection): void;
}

/** The owner's end of the socket. Each client is on its own: what one does wrong costs no other anything. */
export class SocketServer implements Disposable {
  private readonly clients = new Map<Socket, Client>();
  private bound: BoundSocket | undefined;
  private readonly server: Server;

  /** @throws Error with code EADDRINUSE when something is at `path` already: an owner, or what a killed one left */
  static async listen(path: string, handlers: SocketHandlers, logger: Logger): Promise<SocketServer> {
    const server = new SocketServer(handlers, logger);
    server.bound = await bindSocket(server.server, path);
    return server;
  }

  private constructor(
    private readonly handlers: SocketHandlers,
    private readonly logger: Logger,
  ) {
    this.server = createServer((socket) => this.accept(socket));
  }

  get clientCount(): number {
    return this.clients.size;
  }

  /** Tells every client that has asked for something. */
  broadcast(method: string, params: unknown): void {
    for (const client of this.clients.values()) client.tell(method, params);
  }

  dispose(): void {
    this.bound?.dispose();
    this.server.close();
    for (const socket of this.clients.keys()) socket.destroy();
    this.clients.clear();
  }

  private accept(socket: Socket): void {
    const client = new Client(socket, this.handlers, this.logger);
    this.clients.set(socket, client);
    socket.once('close', () => {
      this.clients.delete(socket);
      client.dispose();
    });
  }
}

/**
 * One connection. Most clients are hooks that bring one event and are gone: those are answered here, and only a client that
 * asks for something else gets a MessageConnection.
 */
class Client implements Disposable {
  private readonly reader: NdjsonMessageReader;
  private readonly writer: NdjsonMessageWriter;
  private readonly others = new PassedOnMessages();
  private connection: MessageConnection | undefined;
  private unanswered = 0;

  constructor(
    private readonly socket: Socket,
    private readonly handlers: SocketHandlers,
    private readonly logger: Logger,
  ) {
    this.reader = new NdjsonMessageReader(socket);
    this.writer = new NdjsonMessageWriter(socket);
    const onError = (error: Error): void => logger.debug(`a client's connection failed: ${error.message}`);
    this.reader.onError(onError);
    this.writer.onError(([error]) => onError(error));
    this.reader.listen((message) => this.receive(message));
  }

  tell(method: string, params: unknown): void {
    void this.connection?.sendNotification(method, params).catch((error: unknown) => this.logger.debug(`a client was not told: ${messageOf(error)}`));
  }

  dispose(): void {
    this.connection?.dispose();
    this.reader.dispose();
    this.writer.dispose();
  }

  private receive(message: Message): void {
    if (isIngest(message)) {
      void this.ingest(message);
      return;
    }
    this.connection ??= this.connect();
    this.others.pass(message);
  }

  private connect(): MessageConnection {
    const connection = createMessageConnection(this.others, this.writer, { error: (text) => this.logger.debug(text), warn: (text) => this.logger.debug(text), info: () => undefined, log: () => undefined });
    this.handlers.connect(connection);
    connection.listen();
    return connection;
  }

  private async ingest({ id, params }: RequestMessage): Promise<void> {
    if (++this.unanswered >= MAX_UNANSWERED) this.socket.pause();
    let answer: { result: IngestAnswer } | { error: { code: number; message: string } };
    try {
      answer = { result: await this.handlers.ingest(parseIngestParams(params)) };
    } catch (error) {
      answer = { error: { code: error instanceof PayloadError ? PAYLOAD_REFUSED : NOT_TAKEN, message: messageOf(error) } };
    }
    if (--this.unanswered < MAX_UNANSWERED && this.socket.isPaused()) this.socket.resume();
    const response = { jsonrpc: '2.0', id, ...answer };
    if (!this.socket.destroyed) this.writer.send(response);
  }
}

const isIngest = (message: Message): message is RequestMessage => 'method' in message && message.method === INGEST_METHOD && 'id' in message;

/** The messages of a socket that are not events, as vscode-jsonrpc reads them. */
class PassedOnMessages extends AbstractMessageReader {
  private callback: DataCallback | undefined;

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    return { dispose: () => (this.callback = undefined) };
  }

  pass(message: Message): void {
    this.callback?.(message);
  }
}
