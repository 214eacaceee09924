import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { OpenThings } from './openThings';

/** Answers one request of the suite; what it returns goes back as JSON. */
export type ControlHandler = (action: string, body: unknown) => Promise<unknown>;

/** A loopback endpoint through which a suite, inside VS Code, reaches the runner outside. Its address is a secret. */
export async function startControlServer(open: OpenThings, handle: ControlHandler): Promise<string> {
  const secret = randomBytes(16).toString('hex');
  const server = createServer((request, response) => void answer(request, response, secret, handle));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  open.add(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the control endpoint has no port');
  return `http://127.0.0.1:${address.port}/${secret}/`;
}

async function answer(request: IncomingMessage, response: ServerResponse, secret: string, handle: ControlHandler): Promise<void> {
  const [, given, action] = (request.url ?? '').split('/');
  if (given !== secret || action === undefined || request.method !== 'POST') {
    response.writeHead(404).end();
    return;
  }
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
    const body: unknown = chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const text = JSON.stringify((await handle(action, body)) ?? null);
    response.writeHead(200, { 'content-type': 'application/json' }).end(text);
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
}
