/** A connection as far as a hook needs one. */
export interface PipeEvents {
  readonly onBytes: (bytes: Uint8Array) => void;
  /** It could not be opened, or has closed. */
  readonly onEnd: (why: string) => void;
}

interface PipeHandle {
  onread: (bytes: ArrayBuffer | undefined) => void;
  connect(request: object, path: string): unknown;
  readStart(): number;
  writeUtf8String(request: object, text: string): number;
  close(): void;
}

type Constructor<T> = new (...words: unknown[]) => T;

/** The parts of Node's handles that are used. */
interface Handles {
  readonly Pipe: Constructor<PipeHandle>;
  readonly PipeConnectWrap: Constructor<{ oncomplete?: (status: number) => void }>;
  readonly WriteWrap: Constructor<{ oncomplete?: (status: number) => void }>;
  readonly socketType: number;
  readonly streamState: ArrayLike<number>;
  /** Where in the state the last read's length, or its error, and its offset are. */
  readonly readLength: number;
  readonly readOffset: number;
}

/**
 * Sends `text` over the handle that `node:net` wraps: loading and using that module costs 4 ms, as much as all else that the hook
 * does (docs/adr/0015-hook-without-net.md). The handle is no documented interface.
 *
 * @returns what closes it; undefined, and nothing was done, where this Node does not have it in the form that is known
 */
export function sendOverRawPipe(path: string, text: string, events: PipeEvents): (() => void) | undefined {
  try {
    return send(nodeHandles(), path, text, events);
  } catch {
    return undefined; // This Node has no such handles, or has them in another form.
  }
}

function send({ Pipe, PipeConnectWrap, WriteWrap, socketType, streamState, readLength, readOffset }: Handles, path: string, text: string, { onBytes, onEnd }: PipeEvents): () => void {
  const pipe = new Pipe(socketType);
  const endWhenFailed = (what: string) => (status: unknown): void => {
    if (typeof status === 'number' && status < 0) onEnd(`${what}: error ${status}`);
  };
  pipe.onread = (bytes) => {
    const length = streamState[readLength] ?? 0;
    if (length < 0 || bytes === undefined) onEnd('it closed');
    else onBytes(new Uint8Array(bytes, streamState[readOffset] ?? 0, length));
  };
  const connecting = new PipeConnectWrap();
  connecting.oncomplete = (status) => {
    endWhenFailed('connect')(status);
    if (status < 0) return;
    endWhenFailed('read')(pipe.readStart());
    const writing = new WriteWrap();
    writing.oncomplete = endWhenFailed('write');
    endWhenFailed('write')(pipe.writeUtf8String(writing, text));
  };
  endWhenFailed('connect')(pipe.connect(connecting, path));
  return () => pipe.close();
}

/** @throws Error when they are not as they are known */
function nodeHandles(): Handles {
  // Deprecated in the documentation, with no date for its end.
  const binding = (process as unknown as { readonly binding: (name: string) => Readonly<Record<string, unknown>> }).binding;
  const { Pipe, PipeConnectWrap, constants } = binding('pipe_wrap');
  const { WriteWrap, streamBaseState, kReadBytesOrError, kArrayBufferOffset } = binding('stream_wrap');
  const socketType = typeof constants === 'object' && constants !== null && 'SOCKET' in constants ? constants.SOCKET : undefined;
  const areKnown = [Pipe, PipeConnectWrap, WriteWrap].every((one) => typeof one === 'function') && [socketType, kReadBytesOrError, kArrayBufferOffset].every((one) => typeof one === 'number') && ArrayBuffer.isView(streamBaseState);
  if (!areKnown) throw new Error('they have another form');
  // Their kinds have just been looked at.
  return { Pipe, PipeConnectWrap, WriteWrap, socketType, streamState: streamBaseState, readLength: kReadBytesOrError, readOffset: kArrayBufferOffset } as unknown as Handles;
}
