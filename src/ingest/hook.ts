// The program that agents run as a hook: `node hook.js EVENT [--agent NAME]`, the payload on stdin. It prints at most what
// a new session is told, always exits with 0 and is gone in a moment: whatever goes wrong is a line in the hook log and never the agent's problem.
import { messageOf } from '../core/errors';
import { useOf } from './agentEvents';
import { cleanPayload } from './clean';
import { homePaths, readHomeInfo } from './home';
import { logHook } from './hookLog';
import { INGEST_METHOD, MAX_FRAME_BYTES, type IngestParams } from './ingestCall';
import type * as PrintContext from './printContext';
import { readStdin } from './readStdin';
import type * as SecretCleaner from './secretCleaner';
import { sendToOwner } from './sendToOwner';
import { spoolFileName, writeSpoolFile } from './spoolFile';

/** How long the owner may take to say that the event is on disk. */
const ACK_MS = 50;
/** The same for a prompt, which it may have something to say to. */
const PROMPT_MS = 150;
/** With one of these in the environment nothing is recorded: a person's choice, and the mark of an agent that a provider of ours runs. */
const SILENCERS = ['RECOLLECT_DISABLE', 'RECOLLECT_PROVIDER'];
/** With this one the session is told what is remembered, but nothing of it is recorded. */
const INCOGNITO = 'RECOLLECT_INCOGNITO';

const atMs = Date.now();
const paths = homePaths();
const { agent, event } = readArguments(process.argv.slice(2));

function main(): void {
  if (SILENCERS.some(isSet)) exit();
  if (useOf(event) === 'ignored') exit();

  const stdin = readStdin(MAX_FRAME_BYTES);
  if (stdin.kind === 'tooLong') giveUp(`stdin is over ${MAX_FRAME_BYTES} bytes`);
  if (stdin.kind === 'stalled') giveUp('stdin never ended');
  const text = stdin.bytes.toString('utf8');
  if (text.trim() === '') giveUp('stdin is empty');
  if (!Buffer.from(text).equals(stdin.bytes)) giveUp('stdin is not UTF-8');
  const payload = parse(text);
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) giveUp('stdin is not a JSON object');

  const name = useOf(event) === 'taken' || !('hook_event_name' in payload) ? event : payload.hook_event_name;
  const use = useOf(name);
  if (use === 'ignored') exit();
  if (use === 'unknown' || typeof name !== 'string') giveUp('unknown event');
  const isStart = name.toLowerCase() === 'sessionstart';
  if (isStart) contextPrinter().printContext(paths.contextFolder, agent, payload);
  const incognito = isSet(INCOGNITO);
  if (incognito && !isStart) exit(); // The owner knows by the start, also when the agent's transcript is looked at later.
  deliver({ agent, event: name, atMs, payload: cleanPayload(payload, secretCleaner), ...(incognito && { incognito }) }, /prompt|beforeagent/i.test(name) ? PROMPT_MS : ACK_MS);
}

function isSet(name: string): boolean {
  return !['', '0', undefined].includes(process.env[name]);
}

/** Files of their own: most hooks need not load them. */
function secretCleaner(): SecretCleaner.SecretCleaner {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return (require('./secretCleaner') as typeof SecretCleaner).secretCleaner;
}

function contextPrinter(): typeof PrintContext {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- see above
  return require('./printContext') as typeof PrintContext;
}

function deliver(params: IngestParams, timeoutMs: number): void {
  const frame = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: INGEST_METHOD, params })}\n`;
  if (frame.length * 3 > MAX_FRAME_BYTES && Buffer.byteLength(frame) > MAX_FRAME_BYTES) giveUp(`the event is over ${MAX_FRAME_BYTES} bytes`);
  const socket = socketOfOwner();
  if (socket === undefined) spool(params);
  sendToOwner(socket, frame, timeoutMs, (delivery) => {
    if (delivery.kind === 'acked') {
      if (typeof delivery.context === 'string') contextPrinter().printText(agent, params.event, delivery.context);
      exit();
    } else if (delivery.kind === 'refused') giveUp(`refused: ${delivery.why}`);
    else spool(params);
  });
}

function socketOfOwner(): string | undefined {
  try {
    return readHomeInfo(paths)?.socket;
  } catch (error) {
    logHook(paths, event, `home.json: ${messageOf(error)}`);
    return undefined;
  }
}

function spool(params: IngestParams): never {
  try {
    writeSpoolFile(paths.spoolFolder, spoolFileName(atMs, process.pid), JSON.stringify(params));
  } catch (error) {
    giveUp(`lost, no spool: ${messageOf(error)}`);
  }
  exit();
}

/** Ends with a line in the log. */
function giveUp(what: string): never {
  logHook(paths, event, what);
  exit();
}

function exit(): never {
  process.exit(0);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined; // Said by the caller: the error would quote the payload.
  }
}

function readArguments(words: readonly string[]): { agent: string; event: string } {
  let agent = 'claude-code';
  let event = '';
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--agent') agent = words[++at] ?? agent;
    else if (word.startsWith('--agent=')) agent = word.slice('--agent='.length);
    else if (event === '') event = word;
  }
  return { agent, event };
}

process.on('uncaughtException', (error) => giveUp(`failed: ${messageOf(error)}`));
main();
