import type * as Net from 'node:net';
import { PAYLOAD_REFUSED } from './ingestCall';

export type Delivery =
  | { readonly kind: 'acked'; readonly context: unknown }
  /** The owner will never take it. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody took it: it is ours to keep. */
  | { readonly kind: 'kept'; readonly why: string };

/** Sends one frame and calls `done` once: with the owner's answer, or with why there is none after `timeoutMs`. */
export function sendToOwner(socketPath: string, frame: string, timeoutMs: number, done: (delivery: Delivery) => void): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded only when there is an owner to ask: it costs more than all the rest
  const net = require('node:net') as typeof Net;
  let answer = '';
  const onRead = (length: number, bytes: Uint8Array): boolean => {
    answer += Buffer.from(bytes.buffer, bytes.byteOffset, length).toString('latin1');
    const end = answer.indexOf('\n');
    // A character may come in two parts: only the whole line is UTF-8.
    if (end !== -1) finish(readAnswer(Buffer.from(answer.slice(0, end), 'latin1').toString('utf8')));
    return true;
  };
  // With a buffer of our own the socket needs none of its stream: a millisecond less.
  const socket = net.connect({ path: socketPath, onread: { buffer: Buffer.allocUnsafe(1024), callback: onRead } });
  let isDone = false;
  const finish = (delivery: Delivery): void => {
    if (isDone) return;
    isDone = true;
    clearTimeout(timer);
    socket.destroy();
    done(delivery);
  };
  const timer = setTimeout(() => finish({ kind: 'kept', why: `no answer in ${timeoutMs} ms` }), timeoutMs);
  socket.on('error', (error) => finish({ kind: 'kept', why: error.message }));
  socket.on('close', () => finish({ kind: 'kept', why: 'it closed' }));
  socket.write(frame);
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
