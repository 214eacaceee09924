import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a loopback model does with one request. */
export type ModelAnswer =
  /** A good stream with this text; `reply` as JSON, or by default a fitting reply to the prompt. */
  | { readonly kind: 'reply'; readonly reply?: unknown; readonly text?: string; readonly stopReason?: string; readonly chunkDelayMs?: number }
  | { readonly kind: 'status'; readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Accepts the request and never says a byte. */
  | { readonly kind: 'hang' }
  /** Begins a good stream and then says nothing more. */
  | { readonly kind: 'stall' }
  /** Destroys the connection in the middle of a stream; `cleanly` ends it as if it were complete. */
  | { readonly kind: 'cutOff'; readonly cleanly?: boolean }
  /** Destroys the connection before an answer. */
  | { readonly kind: 'reset' }
  /** A 200 with this body, whatever it is. */
  | { readonly kind: 'raw'; readonly body: string; readonly contentType?: string }
  /** A good stream that ends in an error event. */
  | { readonly kind: 'streamError'; readonly error: unknown };

export interface ModelRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
  readonly bytes: number;
  /** The user text of the prompt. */
  readonly prompt: string;
  readonly wantsSummary: boolean;
}

/** How one vendor writes requests and streams. */
export interface WireFormat {
  readPrompt(body: unknown): { readonly prompt: string; readonly wantsSummary: boolean };
  /** The chunks of a good stream, ready to send. */
  stream(text: string, stopReason: string | undefined): readonly string[];
  errorChunk(error: unknown): string;
}

/** A good reply to any prompt of ours: an observation for each of its messages, and a summary where one is asked for. */
export function fittingReply(request: Pick<ModelRequest, 'prompt' | 'wantsSummary'>): unknown {
  const numbers = [...request.prompt.matchAll(/^MESSAGE (\d+)$/gmu)].map((match) => Number(match[1]));
  const observations = numbers.map((number) => ({ type: 'change', title: `Message ${number} was compressed`, subtitle: 'By the loopback model.', narrative: `It stands on message ${number}.`, facts: [`Number ${number}`], concepts: ['what-changed'], evidence: [number] }));
  const summary = { request: 'A request', investigated: 'The log', learned: 'Nothing new', completed: `${numbers.length} messages`, nextSteps: '' };
  return request.wantsSummary ? { observations, summary } : { observations };
}

/** A loopback server that speaks a vendor's wire format; usable from tests and benchmarks alike. */
export class ModelServer {
  readonly requests: ModelRequest[] = [];
  /** Bytes of all request bodies so far. */
  requestBytes = 0;
  /** What to do when the script is at its end. */
  fallback: (request: ModelRequest) => ModelAnswer = () => ({ kind: 'reply' });
  private readonly script: ModelAnswer[] = [];
  private readonly server = createServer((incoming, outgoing) => void this.handle(incoming, outgoing));
  private port = 0;

  constructor(private readonly format: WireFormat) {}

  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async listen(port = 0): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  /** The answers to the next requests, in order. */
  next(...answers: readonly ModelAnswer[]): void {
    this.script.push(...answers);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    outgoing.on('error', () => undefined);
    const parts: Buffer[] = [];
    try {
      for await (const part of incoming) parts.push(part as Buffer);
    } catch {
      return; // The client went away in the middle of its request.
    }
    const bytes = Buffer.concat(parts);
    const body: unknown = JSON.parse(bytes.toString('utf8'));
    const request: ModelRequest = { path: incoming.url ?? '', headers: incoming.headers, body, bytes: bytes.length, ...this.format.readPrompt(body) };
    this.requests.push(request);
    this.requestBytes += bytes.length;
    await this.answer(this.script.shift() ?? this.fallback(request), request, outgoing);
  }

  private async answer(answer: ModelAnswer, request: ModelRequest, outgoing: ServerResponse): Promise<void> {
    const good = (text: string, stopReason?: string): readonly string[] => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' });
      return this.format.stream(text, stopReason);
    };
    const reply = JSON.stringify(fittingReply(request));
    switch (answer.kind) {
      case 'reply': {
        const text = answer.text ?? (answer.reply === undefined ? reply : JSON.stringify(answer.reply));
        for (const chunk of good(text, answer.stopReason)) {
          outgoing.write(chunk);
          if (answer.chunkDelayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.chunkDelayMs));
        }
        outgoing.end();
        return;
      }
      case 'status':
        outgoing.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
        outgoing.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? {}));
        return;
      case 'hang':
        return;
      case 'stall':
        outgoing.write(good(reply)[0] ?? '');
        return;
      case 'cutOff': {
        const chunks = good(reply);
        outgoing.write(chunks.slice(0, Math.ceil(chunks.length / 2)).join(''), () => (answer.cleanly === true ? outgoing.end() : outgoing.destroy()));
        return;
      }
      case 'reset':
        outgoing.destroy();
        return;
      case 'raw':
        outgoing.writeHead(200, { 'content-type': answer.contentType ?? 'text/event-stream' });
        outgoing.end(answer.body);
        return;
      case 'streamError':
        outgoing.end(good(reply).slice(0, 3).join('') + this.format.errorChunk(answer.error));
    }
  }
}

/** A text in pieces, as models stream it. */
export function piecesOf(text: string): readonly string[] {
  const size = Math.max(1, Math.ceil(text.length / 4));
  return Array.from({ length: Math.ceil(text.length / size) }, (_, index) => text.slice(index * size, (index + 1) * size));
}
