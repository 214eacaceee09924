import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { homePaths } from '../src/ingest/home';
import { startAnthropicServer } from '../test/support/anthropicServer';
import { untilDrained } from '../test/support/outage/untilDrained';
import { Client } from './support/client';
import { machine, rounded } from './support/measure';
import { readProse } from './support/prose';
import { ROOT, serve, temporaryHome } from './support/servedOwner';

const SESSIONS = [10, 100, 1_000];
/** Tools of one step of the agent, and the time it thinks after them. */
const BURST = 4;
const PAUSE_MS = 1_500;
/** So that the longest session does not take half an hour; the batches are full long before. */
const LONG_PAUSE_MS = 150;
/** Sentences of a tool's answer that is large, and events of a session of such. */
const LARGE_SENTENCES = 100;
const LARGE_EVENTS = 100;

/** Bytes of all model requests per tool event, for sessions of different length, with the tool uses of recorded sessions. */
export async function run(words: readonly string[]): Promise<object> {
  const lengths = words.length > 0 ? words.map(Number) : SESSIONS;
  const tools = recordedTools();
  const results: Record<string, object> = {};
  for (const length of lengths) results[length] = await session(length, tools);
  const prose = readProse();
  const large = tools.map((tool, index): Payload => ({ ...tool, tool_response: { stdout: prose.slice(index * LARGE_SENTENCES, (index + 1) * LARGE_SENTENCES).join('\n') } }));
  return {
    eventsInSession: results,
    largePayloads: await session(LARGE_EVENTS, large),
    floor: { recordedPayloadBytesPerEvent: bytesPerEvent(tools), largePayloadBytesPerEvent: bytesPerEvent(large) },
    machine: machine(),
  };
}

function bytesPerEvent(tools: readonly Payload[]): number {
  return rounded(tools.reduce((sum, tool) => sum + JSON.stringify(tool).length, 0) / tools.length, 0);
}

type Payload = Readonly<Record<string, unknown>>;

async function session(length: number, tools: readonly Payload[]): Promise<object> {
  const { home, remove } = temporaryHome();
  const model = await startAnthropicServer();
  const owner = await serve(home, ['--provider', 'anthropic'], { ANTHROPIC_BASE_URL: model.baseUrl, ANTHROPIC_API_KEY: 'loopback' });
  try {
    const client = await Client.open(owner.socket);
    const send = async (event: string, payload: Payload): Promise<void> => {
      const params = { agent: 'claude-code', event, atMs: Date.now(), payload: { ...payload, session_id: 'cost', hook_event_name: event, cwd: '/home/dev/shop-api' } };
      await client.send(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ingest', params })}\n`);
    };
    await send('UserPromptSubmit', { prompt: 'Make the till faster' });
    for (let index = 0; index < length; index++) {
      await send('PostToolUse', { ...tools[index % tools.length], tool_use_id: `toolu_cost_${index}` });
      if (index % BURST === BURST - 1) await sleep(length > 100 ? LONG_PAUSE_MS : PAUSE_MS);
    }
    await send('Stop', { last_assistant_message: 'It is faster.' });
    client.close();
    await untilDrained(homePaths({ RECOLLECT_HOME: home }), 1);
    return { bytesPerEvent: rounded(model.requestBytes / length, 0), calls: model.requests.length, eventsPerCall: rounded(length / model.requests.length, 1) };
  } finally {
    await owner.stop();
    await model.close();
    remove();
  }
}

/** The tool uses of Claude Code's recorded sessions, without what names a session. */
function recordedTools(): readonly Payload[] {
  const folder = join(ROOT, 'test/fixtures/recordings');
  return readdirSync(folder)
    .filter((name) => /^[01]/.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n').filter(Boolean))
    .map((line) => (JSON.parse(line) as { payload: Payload }).payload)
    .filter((payload) => payload['hook_event_name'] === 'PostToolUse')
    .map(({ tool_name, tool_input, tool_response }) => ({ tool_name, tool_input, tool_response }));
}
