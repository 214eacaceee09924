import { connect, type Socket } from 'node:net';

/** A client that sends one frame and waits for its answer, as a hook does, over a connection that it keeps. */
export class Client {
  private answered: ((line: string) => void) | undefined;
  private rest = '';
  /** Resolves when the connection is gone. */
  readonly closed: Promise<undefined>;

  private constructor(private readonly socket: Socket) {
    this.closed = new Promise((resolve) => socket.on('error', () => undefined).once('close', () => resolve(undefined)));
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      this.rest += chunk;
      for (let end = this.rest.indexOf('\n'); end >= 0; end = this.rest.indexOf('\n')) {
        const line = this.rest.slice(0, end);
        this.rest = this.rest.slice(end + 1);
        // Notifications go by.
        if (line.includes('"id"')) this.answered?.(line);
      }
    });
  }

  static open(path: string): Promise<Client> {
    return new Promise((resolve, reject) => {
      const socket = connect(path, () => resolve(new Client(socket)));
      socket.once('error', reject);
    });
  }

  send(frame: string): Promise<string> {
    return new Promise((resolve) => {
      this.answered = resolve;
      this.socket.write(frame);
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A PostToolUse of about `sizeBytes`, as the hook sends it. */
export function toolFrame(session: string, toolUseId: string, sizeBytes = 2_000): string {
  const content = `export function handler(request, response) {\n  response.writeHead(200);\n  response.end('${toolUseId}');\n}\n`.repeat(Math.ceil(sizeBytes / 90)).slice(0, Math.max(0, sizeBytes - 420));
  const payload = {
    session_id: session,
    transcript_path: `/home/dev/.claude/projects/-home-dev-shop-api/${session}.jsonl`,
    cwd: '/home/dev/shop-api',
    permission_mode: 'default',
    hook_event_name: 'PostToolUse',
    tool_name: 'Write',
    tool_input: { file_path: '/home/dev/shop-api/src/handler.js', content },
    tool_response: { type: 'create', filePath: '/home/dev/shop-api/src/handler.js' },
    tool_use_id: toolUseId,
    duration_ms: 10,
  };
  return `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ingest', params: { agent: 'claude-code', event: 'PostToolUse', atMs: Date.now(), payload } })}\n`;
}
