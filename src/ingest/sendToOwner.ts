import type * as Net from 'node:net';
import { PAYLOAD_REFUSED } from './ingestCall';
import { type PipeEvents, sendOverRawPipe } from './rawPipe';

export type Delivery =
  | { readonly kind: 'acked'; readonly context: unknown }
  /** The owner will never take it. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody took it: it is ours to keep. */
  | { readonly kind: 'kept'; readonly why: string };

/** Sends one frame and calls `done` once: with the owner's answer, or with why there is none after `timeoutMs`. */
export function sendToOwner(socketPath: string, frame: string, timeoutMs: number, done: (delivery: Delivery) => void): void {
  let answer = '';
  let isDone = false;
  const finish = (delivery: Delivery): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    setImmediate(() => close()); // The program may be gone before; a connection that fails at once is not known yet.
    done(delivery);
  };
  const timer = setTimeout(() => finish({ kind: 'kept', why: `no answer in ${timeoutMs} ms` }), timeoutMs);
  const events: PipeEvents = {
    onBytes: (bytes) => {
      answer += Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
      const end = answer.indexOf('\n');
      // A character may come in two parts: only the whole line is UTF-8.
      if (end !== -1) finish(readAnswer(Buffer.from(answer.slice(0, end), 'latin1').toString('utf8')));
    },
    onEnd: (why) => finish({ kind: 'kept', why }),
  };
  const close = sendOverRawPipe(socketPath, frame, events) ?? sendOverNet(socketPath, frame, events);
}

/** The documented way, for a Node without the other. */
function sendOverNet(path: string, text: string, { onBytes, onEnd }: PipeEvents): () => void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only where it is needed
  const net = require('node:net') as typeof Net;
  const socket = net.connect({ path });
  socket
    .on('data', onBytes)
    .on('error', (error) => onEnd(error.message))
    .on('close', () => onEnd('it closed'))
    .write(text);
  return () => socket.destroy();
}

function readAnswer(line: string): Delivery {
  try {
    const answer = JSON.parse(line) as { result?: { context?: unknown } | null; error?: { code?: unknown; message?: unknown } } | null;
    if (answer?.result != null) return { kind: 'acked', context: answer.result.context };
    const why = String(answer?.error?.message);
    return answer?.error?.code === PAYLOAD_REFUSED ? { kind: 'refused', why } : { kind: 'kept', why };
  } catch {
    return { kind: 'kept', why: 'no JSON' };
  }
}
