import type { Socket } from 'node:net';
import { AbstractMessageReader, AbstractMessageWriter, type DataCallback, type Disposable, type Message, type MessageReader, type MessageWriter } from 'vscode-jsonrpc/node';
import { FrameError, FrameSplitter } from './frameSplitter';
import { MAX_FRAME_BYTES } from './ingestCall';

const PARSE_ERROR = -32700;
const INTERNAL_ERROR = -32603;
/** How long a refused peer may take to read why. */
const REFUSAL_MS = 1000;
/** With this much unread by the peer, nothing more is written to it and it is cut off. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;

/** @throws FrameError when it is no JSON-RPC 2.0 message */
export function parseFrame(text: string): Message {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new FrameError('a frame is not JSON', { cause: error });
  }
  if (!isMessage(value)) throw new FrameError('a frame is not a JSON-RPC 2.0 message');
  return value;
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('jsonrpc' in value) || value.jsonrpc !== '2.0') return false;
  return 'method' in value ? typeof value.method === 'string' : 'result' in value || 'error' in value;
}

/** An answer that would be refused as too long becomes an error that says so: its asker must not wait for ever. */
function frameOf(message: Message): string {
  const text = JSON.stringify(message);
  if (text.length * 3 <= MAX_FRAME_BYTES || Buffer.byteLength(text) <= MAX_FRAME_BYTES) return text;
  if (!('id' in message) || 'method' in message) throw new FrameError(`a frame is over ${MAX_FRAME_BYTES} bytes`);
  return JSON.stringify({ jsonrpc: '2.0', id: message.id, error: { code: INTERNAL_ERROR, message: `the answer is over ${MAX_FRAME_BYTES} bytes` } });
}

/**
 * Newline-delimited JSON-RPC from a socket. A frame that is too long or no JSON-RPC is answered with an error, and that
 * connection is closed: what would follow cannot be trusted.
 */
export class NdjsonMessageReader extends AbstractMessageReader implements MessageReader {
  private readonly splitter: FrameSplitter;
  private refused = false;

  constructor(
    private readonly socket: Socket,
    maxFrameBytes = MAX_FRAME_BYTES,
  ) {
    super();
    this.splitter = new FrameSplitter(maxFrameBytes);
  }

  listen(callback: DataCallback): Disposable {
    const onFrame = (text: string): boolean => {
      callback(parseFrame(text));
      return !this.socket.destroyed;
    };
    const onData = (chunk: Buffer): void => {
      if (this.refused) return;
      try {
        this.splitter.push(chunk, onFrame);
      } catch (error) {
        this.refuse(error);
      }
    };
    const onError = (error: Error): void => this.fireError(error);
    const onClose = (): void => this.fireClose();
    this.socket.on('data', onData).on('error', onError).on('close', onClose);
    return { dispose: () => void this.socket.off('data', onData).off('close', onClose) };
  }

  /** Closes our half at once and goes on discarding the peer's, so that it reads the answer instead of failing on its own write. */
  private refuse(error: unknown): void {
    this.refused = true;
    this.fireError(error);
    const message = error instanceof FrameError ? error.message : 'a frame could not be handled';
    const timer = setTimeout(() => this.socket.destroy(), REFUSAL_MS);
    this.socket.once('close', () => clearTimeout(timer)).once('end', () => this.socket.destroySoon());
    this.socket.end(`${JSON.stringify({ jsonrpc: '2.0', id: null, error: { code: PARSE_ERROR, message } })}\n`);
  }
}

/** Newline-delimited JSON-RPC to a socket. A peer that does not read is cut off before what it left unread fills our memory. */
export class NdjsonMessageWriter extends AbstractMessageWriter implements MessageWriter {
  constructor(
    private readonly socket: Socket,
    private readonly maxUnreadBytes = MAX_UNREAD_BYTES,
  ) {
    super();
    socket.once('close', () => this.fireClose());
  }

  write(message: Message): Promise<void> {
    return new Promise((resolve, reject) => {
      this.send(message, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** `write` for who does not wait: `done` is told, nothing is thrown. */
  send(message: Message, done?: (error: Error | null | undefined) => void): void {
    if (this.socket.writableLength > this.maxUnreadBytes) this.socket.destroy(new FrameError('the peer does not read'));
    this.socket.write(`${frameOf(message)}\n`, (error) => {
      if (error) this.fireError(error, message);
      done?.(error);
    });
  }

  end(): void {
    this.socket.end();
  }
}
