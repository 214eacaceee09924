import { connect, type Socket } from 'node:net';

export type Answer = { readonly kind: 'acked'; readonly result: string } | { readonly kind: 'refused'; readonly message: string } | { readonly kind: 'gone' };

/** Sends frames as a hook does, one at a time over a connection that it keeps; a connection that ends is an answer of its own. */
export class EventClient {
  private rest = '';
  private answered: ((answer: Answer) => void) | undefined;
  private isGone = false;

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (chunk: string) => this.receive(chunk));
    socket.on('error', () => undefined); // Its close tells.
    socket.once('close', () => {
      this.isGone = true;
      this.answered?.({ kind: 'gone' });
    });
  }

  static open(path: string): Promise<EventClient | undefined> {
    return new Promise((resolve) => {
      const socket = connect(path);
      socket.once('connect', () => resolve(new EventClient(socket)));
      socket.once('error', () => resolve(undefined));
    });
  }

  send(params: unknown, method = 'ingest'): Promise<Answer> {
    if (this.isGone) return Promise.resolve({ kind: 'gone' });
    return new Promise((resolve) => {
      this.answered = resolve;
      this.socket.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })}\n`);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: string): void {
    this.rest += chunk;
    for (let end = this.rest.indexOf('\n'); end >= 0; end = this.rest.indexOf('\n')) {
      const message = JSON.parse(this.rest.slice(0, end)) as { id?: unknown; result?: { result?: string }; error?: { message: string } };
      this.rest = this.rest.slice(end + 1);
      if (!('id' in message)) continue; // News to all.
      this.answered?.(message.error ? { kind: 'refused', message: message.error.message } : { kind: 'acked', result: message.result?.result ?? '' });
    }
  }
}
