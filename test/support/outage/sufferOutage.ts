import { setTimeout as sleep } from 'node:timers/promises';
import { serve, type ServedOwner, temporaryHome } from '../../../bench/support/servedOwner';
import { homePaths } from '../../../src/ingest/home';
import { startAnthropicServer } from '../anthropicServer';
import { startGeminiServer } from '../geminiServer';
import type { ModelServer } from '../modelServer';
import { type Exported, exported, recollect } from './exported';
import { HookWriter } from './hookWriter';
import { type OutageName, OUTAGES, type Vendor } from './outages';
import { type Sample, sampleUntil } from './statusSampler';
import { untilDrained } from './untilDrained';

export interface OutageCase {
  readonly vendor: Vendor;
  readonly outage: OutageName;
  /** All events at once at its beginning, or two a second while it lasts. */
  readonly pace: 'at once' | 'at 2 a second';
  /** What happens to the owner in the middle of the outage; another is started at once. */
  readonly restart: 'SIGTERM' | 'SIGKILL' | undefined;
  readonly lastsMs: number;
}

export interface Suffered {
  readonly posted: readonly string[];
  readonly exported: Exported;
  /** Of the status while the outage lasted. */
  readonly samples: readonly Sample[];
  /** What `recollect status` printed shortly before it was over. */
  readonly statusLine: string;
  readonly callsMeanwhile: number;
  /** From the model's recovery to its first good answer. */
  readonly resumedAfterMs: number;
}

const TOOLS_A_SECOND = 2;
const SAMPLE_MS = 400;
const START: Readonly<Record<Vendor, (port?: number) => Promise<ModelServer>>> = { anthropic: startAnthropicServer, gemini: startGeminiServer };

/** Lives through one outage: two sessions, one of them with two writers, an owner that may be restarted, and the recovery. */
export async function sufferOutage(of: OutageCase): Promise<Suffered> {
  const { home, remove } = temporaryHome();
  const paths = homePaths({ RECOLLECT_HOME: home });
  const outage = OUTAGES[of.outage];
  let model = await START[of.vendor]();
  const { baseUrl } = model;
  if (outage.answer === 'refused') await model.close();
  else {
    const answer = outage.answer[of.vendor];
    model.fallback = () => answer;
  }
  const start = (): Promise<ServedOwner> =>
    serve(home, ['--provider', of.vendor], { ANTHROPIC_BASE_URL: baseUrl, ANTHROPIC_API_KEY: 'loopback', GOOGLE_GEMINI_BASE_URL: baseUrl, GEMINI_API_KEY: 'loopback' }, 'ignore');
  let owner = await start();
  const over = new AbortController();
  try {
    const endsAtMs = Date.now() + of.lastsMs;
    const sampling = sampleUntil(over.signal, paths, SAMPLE_MS);
    const posting = post(new HookWriter(paths), of);
    await sleep(of.lastsMs / 2);
    if (of.restart !== undefined) {
      await owner.stop(of.restart);
      owner = await start();
    }
    const posted = await posting;
    await sleep(Math.max(0, endsAtMs - Date.now() - SAMPLE_MS));
    const statusLine = await statusOf(home);
    over.abort();
    const samples = await sampling;
    const callsMeanwhile = outage.answer === 'refused' ? 0 : model.requests.length;

    const recoveredMs = Date.now();
    let resumedMs = Infinity;
    if (outage.answer === 'refused') model = await START[of.vendor](Number(new URL(baseUrl).port));
    model.fallback = () => {
      resumedMs = Math.min(resumedMs, Date.now());
      return { kind: 'reply' };
    };
    await untilDrained(paths, 2);
    return { posted, exported: await exported(home), samples, statusLine, callsMeanwhile, resumedAfterMs: resumedMs - recoveredMs };
  } finally {
    over.abort();
    await owner.stop();
    await model.close();
    remove();
  }
}

/** @returns the tool_use ids of what was posted */
async function post(writer: HookWriter, { pace, lastsMs }: OutageCase): Promise<readonly string[]> {
  const gapMs = pace === 'at once' ? 0 : 1_000 / TOOLS_A_SECOND;
  const count = Math.floor((lastsMs / 1_000) * TOOLS_A_SECOND) - 2;
  for (const session_id of ['shared', 'alone']) await writer.write('UserPromptSubmit', { session_id, prompt: 'Make the till faster' });
  const posted: string[] = [];
  const writing: Promise<void>[] = [];
  for (let index = 0; index < count; index++) {
    const id = `toolu_${index}`;
    posted.push(id);
    const tool = { session_id: index % 4 === 3 ? 'alone' : 'shared', tool_name: 'Bash', tool_input: { command: `make ${id}` }, tool_response: { stdout: `made ${id}` }, tool_use_id: id };
    writing.push(writer.write('PostToolUse', tool));
    // The session's other writer tells some of it once more.
    if (index % 5 === 0) writing.push(writer.write('PostToolUse', tool));
    await sleep(gapMs);
  }
  await Promise.all(writing);
  for (const session_id of ['shared', 'alone']) await writer.write('Stop', { session_id, last_assistant_message: 'It is faster.' });
  return posted;
}

/** A machine that is busy with many owners may take longer than `recollect status` waits for one. */
async function statusOf(home: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    const line = await recollect(home, 'status');
    if (!line.includes('"owner":null') || attempt === 5) return line;
  }
}
