import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A tool that the model wants used. */
export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** How the tool is called, where it takes a plain text (`custom`) and no arguments. */
  readonly kind?: 'custom';
}

export interface IssuedCall extends ToolCall {
  readonly id: string;
}

/** What the model does at one request of the agent. */
export type ModelStep =
  | { readonly kind: 'use'; readonly calls: readonly ToolCall[] }
  | { readonly kind: 'say'; readonly text: string }
  /** Accepts the request and never says a byte. */
  | { readonly kind: 'hang' };

export const use = (...calls: readonly ToolCall[]): ModelStep => ({ kind: 'use', calls });
export const say = (text: string): ModelStep => ({ kind: 'say', text });
export const HANG: ModelStep = { kind: 'hang' };

export interface WireAnswer {
  readonly contentType: string;
  readonly body: string;
}

/** How one vendor's API is spoken. */
export interface AgentWire {
  /** Whether a request is a step of the conversation; agents ask for titles, quotas and models too. */
  isStep(path: string, body: unknown): boolean;
  use(calls: readonly IssuedCall[]): WireAnswer;
  say(text: string): WireAnswer;
  /** Any other request. */
  other(path: string, body: unknown): WireAnswer | undefined;
}

export interface StepRequest {
  readonly atMs: number;
  /** The body, as it came. */
  readonly text: string;
}

/** A model on loopback that plays a script to a real agent. */
export class AgentModel {
  readonly requests: StepRequest[] = [];
  /** When the answer to each of them was written. */
  readonly answeredAtMs: number[] = [];
  readonly issued: IssuedCall[] = [];
  private script: ModelStep[] = [];
  private nextId = 1;
  private readonly server = createServer((incoming, outgoing) => void this.handle(incoming, outgoing));
  private waiting: (() => void)[] = [];

  constructor(private readonly wire: AgentWire) {}

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Begins another story: what was asked and issued before is forgotten. */
  play(...steps: readonly ModelStep[]): void {
    this.script = [...steps];
    this.requests.length = 0;
    this.answeredAtMs.length = 0;
    this.issued.length = 0;
  }

  /** Resolves when this many steps were asked for. */
  async asked(count: number): Promise<void> {
    while (this.requests.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private async handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    outgoing.on('error', () => undefined); // The client may be killed.
    const parts: Buffer[] = [];
    try {
      for await (const part of incoming) parts.push(part as Buffer);
    } catch {
      return; // It was, in the middle of its request.
    }
    const text = Buffer.concat(parts).toString('utf8');
    const path = incoming.url ?? '';
    const body = parsed(text);
    if (!this.wire.isStep(path, body)) {
      send(outgoing, this.wire.other(path, body));
      return;
    }
    const step = this.script.shift() ?? say('There is nothing left to do.');
    this.requests.push({ atMs: performance.now(), text });
    for (const wake of this.waiting.splice(0)) wake();
    if (step.kind === 'hang') return;
    send(outgoing, step.kind === 'say' ? this.wire.say(step.text) : this.wire.use(this.issue(step.calls)));
    this.answeredAtMs.push(performance.now());
  }

  private issue(calls: readonly ToolCall[]): readonly IssuedCall[] {
    const issued = calls.map((call) => ({ ...call, id: `call_${this.nextId++}_${process.pid}` }));
    this.issued.push(...issued);
    return issued;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not every request has a body, or one in JSON.
  }
}

function send(outgoing: ServerResponse, answer: WireAnswer | undefined): void {
  outgoing.writeHead(answer === undefined ? 404 : 200, { 'content-type': answer?.contentType ?? 'application/json' });
  outgoing.end(answer?.body ?? '{}');
}

/** Server-sent events, as all of them stream. */
export function eventStream(events: readonly { readonly event?: string; readonly data: unknown }[]): WireAnswer {
  const lines = events.map(({ event, data }) => `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`);
  return { contentType: 'text/event-stream', body: lines.join('') };
}

export const jsonAnswer = (value: unknown): WireAnswer => ({ contentType: 'application/json', body: JSON.stringify(value) });

export const hasMember = (value: unknown, key: string): boolean => {
  const member: unknown = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  return Array.isArray(member) ? member.length > 0 : member !== undefined;
};
