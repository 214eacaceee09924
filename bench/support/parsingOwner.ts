// What the owner does with an event before it stores it, over a real socket.
import { parseHookEvent } from '../../src/agents/parseHookEvent';
import { cleanPayload } from '../../src/ingest/clean';
import { SocketServer } from '../../src/ingest/socketServer';

const log = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: console.error, error: console.error };
void SocketServer.listen(
  process.argv[2] ?? '',
  {
    ingest: async (params) => {
      const event = parseHookEvent({ ...params, payload: cleanPayload(params.payload) });
      return { result: event === undefined ? 'ignored' : 'queued' };
    },
    connect: () => undefined,
  },
  log,
).then(() => console.log('{"ready":true}'));
