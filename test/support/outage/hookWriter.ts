import { type HomePaths, readHomeInfo } from '../../../src/ingest/home';
import { INGEST_METHOD, type IngestParams } from '../../../src/ingest/ingestCall';
import { sendToOwner } from '../../../src/ingest/sendToOwner';
import { spoolFileName, writeSpoolFile } from '../../../src/ingest/spoolFile';

/** As in the hook program. */
const ACK_MS = 50;

/** Hands events to whoever is the owner, or to the spool, as the hook program does, but without a process for each. */
export class HookWriter {
  constructor(private readonly home: HomePaths) {}

  async write(event: string, payload: Readonly<Record<string, unknown>>): Promise<void> {
    const params: IngestParams = { agent: 'claude-code', event, atMs: Date.now(), payload: { hook_event_name: event, cwd: '/home/dev/shop-api', ...payload } };
    const frame = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: INGEST_METHOD, params })}\n`;
    const socket = readHomeInfo(this.home)?.socket;
    const kind = socket === undefined ? 'kept' : await new Promise<string>((resolve) => sendToOwner(socket, frame, ACK_MS, (delivery) => resolve(delivery.kind)));
    if (kind === 'refused') throw new Error(`the owner refused ${event}`);
    if (kind === 'kept') writeSpoolFile(this.home.spoolFolder, spoolFileName(params.atMs, process.pid), JSON.stringify(params));
  }
}
