import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the loopback endpoint does with one request. */
export type EmbeddingAnswer =
  | { readonly kind: 'vectors'; readonly dimension?: number; readonly delayMs?: number; readonly reversed?: boolean }
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'raw'; readonly body: string }
  /** Accepts the request and never says a byte. */
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' };

export interface EmbeddingRequest {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly model: string;
  readonly texts: readonly string[];
}

const DIMENSION = 256;
/** Words that mean the same, as a model would know it. */
const SAME: Readonly<Record<string, string>> = { automobile: 'car', vehicle: 'car', motor: 'engine', sluggish: 'slow', laggy: 'slow' };

/** A loopback server that speaks the format of OpenAI's embeddings; what has the same words, or words of one meaning, is near. */
export class EmbeddingServer {
  readonly requests: EmbeddingRequest[] = [];
  fallback: (request: EmbeddingRequest) => EmbeddingAnswer = () => ({ kind: 'vectors' });
  /** The most requests that were open at once. */
  mostAtOnce = 0;
  private open = 0;
  private readonly script: EmbeddingAnswer[] = [];
  private readonly server = createServer((incoming, outgoing) => void this.handle(incoming, outgoing));

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  get texts(): readonly string[] {
    return this.requests.flatMap(({ texts }) => texts);
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  /** The answers to the next requests, in order. */
  next(...answers: readonly EmbeddingAnswer[]): void {
    this.script.push(...answers);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.open);
    outgoing.on('error', () => undefined).once('close', () => this.open--);
    const parts: Buffer[] = [];
    try {
      for await (const part of incoming) parts.push(part as Buffer);
    } catch {
      return; // The client went away in the middle of its request.
    }
    const { model, input } = JSON.parse(Buffer.concat(parts).toString('utf8')) as { model: string; input: readonly string[] };
    const request = { path: incoming.url ?? '', headers: incoming.headers, model, texts: input };
    this.requests.push(request);
    await answerWith(this.script.shift() ?? this.fallback(request), request, outgoing);
  }
}

async function answerWith(answer: EmbeddingAnswer, { model, texts }: EmbeddingRequest, outgoing: ServerResponse): Promise<void> {
  switch (answer.kind) {
    case 'vectors': {
      if (answer.delayMs !== undefined) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
      const data = texts.map((text, index) => ({ object: 'embedding', index, embedding: embedded(text, answer.dimension) }));
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ object: 'list', model, data: answer.reversed === true ? data.reverse() : data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
      return;
    }
    case 'status':
      outgoing.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      outgoing.end(JSON.stringify({ error: { message: 'no' } }));
      return;
    case 'raw':
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end(answer.body);
      return;
    case 'hang':
      return;
    case 'reset':
      outgoing.destroy();
  }
}

/** The sum of a random direction for each word: texts without a word in common stand at right angles, nearly. */
export function embedded(text: string, dimension = DIMENSION): number[] {
  const vector = new Array<number>(dimension).fill(0);
  for (const word of text.toLowerCase().match(/[a-z]{3,}/g) ?? ['nothing']) {
    let state = Array.from(SAME[word] ?? word).reduce((hash, char) => Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0, 0x811c9dc5);
    for (let at = 0; at < dimension; at++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      vector[at] = (vector[at] ?? 0) + (state / 2 ** 31 - 1);
    }
  }
  return vector;
}
