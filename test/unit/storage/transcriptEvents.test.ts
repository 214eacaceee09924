import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Agent, HookEvent } from '../../../src/core/hookEvent';
import type { TranscriptOrigin } from '../../../src/core/transcript';
import type { DurableDatabase } from '../../../src/storage/durableDatabase';
import type { RecollectStore } from '../../../src/storage/recollectStore';
import { openStore, temporaryFolder } from '../../support/openStore';

const START_MS = Date.UTC(2026, 10, 1);
const MINUTE_MS = 60_000;

/** What an agent's hooks and its transcript call the same things. */
interface Manner {
  readonly agent: Agent;
  readonly hookPromptIds: boolean;
  readonly hookToolIds: boolean;
  readonly transcriptPromptIds: boolean;
  /** Asked otherwise than the transcript has it (a relative path made whole, say). */
  readonly hookRewritesInput: boolean;
}

const MANNERS: readonly Manner[] = [
  { agent: 'claude-code', hookPromptIds: true, hookToolIds: true, transcriptPromptIds: true, hookRewritesInput: false },
  { agent: 'claude-code', hookPromptIds: true, hookToolIds: true, transcriptPromptIds: true, hookRewritesInput: true },
  { agent: 'claude-code', hookPromptIds: true, hookToolIds: true, transcriptPromptIds: false, hookRewritesInput: false },
  { agent: 'claude-code', hookPromptIds: false, hookToolIds: true, transcriptPromptIds: true, hookRewritesInput: false },
  { agent: 'gemini-cli', hookPromptIds: false, hookToolIds: false, transcriptPromptIds: false, hookRewritesInput: false },
];

interface Turn {
  readonly prompt: string;
  readonly commands: readonly string[];
  readonly isSeenByHooks: boolean;
  readonly hasSubagent: boolean;
  readonly compacts: boolean;
}

type Step = { readonly event: HookEvent; readonly origin?: TranscriptOrigin };

const turns = fc.array(
  fc.record({
    prompt: fc.constantFrom('Go on', 'Fix the totals', 'Test it', ''),
    commands: fc.array(fc.constantFrom('npm test', 'ls', 'git diff'), { maxLength: 4 }),
    isSeenByHooks: fc.boolean(),
    hasSubagent: fc.boolean(),
    compacts: fc.boolean(),
  }),
  { minLength: 1, maxLength: 5 },
);

/** What hooks tell of the turns that they see, and what the transcript tells of all. */
function stepsOf(sessionId: string, story: readonly Turn[], manner: Manner): { hooks: Step[]; transcript: Step[] } {
  const hooks: Step[] = [];
  const transcript: Step[] = [];
  let tools = 0;
  story.forEach((turn, index) => {
    const beganMs = START_MS + index * MINUTE_MS;
    const promptKey = `p${index}`;
    const ids = (given: boolean): { promptId?: string } => (given ? { promptId: promptKey } : {});
    const tell = (name: string, atMs: number, byHook: object, byTranscript: object): void => {
      const base = { agent: manner.agent, sessionId, cwd: '/p' };
      if (turn.isSeenByHooks) hooks.push({ event: { ...base, atMs: atMs - 120, ...ids(manner.hookPromptIds), ...byHook } as HookEvent });
      transcript.push({ event: { ...base, atMs, ...ids(manner.transcriptPromptIds), ...byTranscript } as HookEvent, origin: { promptKey, eventKey: `${promptKey}/${name}` } });
    };
    const prompt = { kind: 'prompt', text: turn.prompt, isPrivate: turn.prompt === '', isMachine: false };
    tell('prompt', beganMs, prompt, prompt);
    turn.commands.forEach((command, place) => {
      const id = `toolu_${++tools}`;
      const used = (input: object, response: string): object => ({ kind: 'toolUse', toolUse: { name: 'Bash', input, response } });
      const asked = manner.hookRewritesInput ? { command, place: '/p' } : { command };
      tell(id, beganMs + 1_000 * (place + 1), { ...used(asked, `output ${tools}`), ...(manner.hookToolIds && { toolUseId: id }) }, { ...used({ command }, `the output ${tools}`), toolUseId: id });
    });
    if (turn.hasSubagent) tell('report', beganMs + 10_000, { kind: 'subagentStop', subagent: { id: `a${index}`, type: 'audit' }, lastAssistantMessage: 'All well.' }, { kind: 'subagentStop', subagent: { id: `a${index}`, type: 'audit' }, lastAssistantMessage: 'All well' });
    if (turn.compacts) tell('compact', beganMs + 11_000, { kind: 'preCompact', trigger: 'auto' }, { kind: 'preCompact', trigger: '' });
    tell('stop', beganMs + 12_000, { kind: 'stop', lastAssistantMessage: 'Done.' }, { kind: 'stop', lastAssistantMessage: 'Done' });
  });
  return { hooks, transcript };
}

function interleaved(hooks: readonly Step[], lines: readonly Step[], choices: Iterator<boolean>): Step[] {
  const [left, right] = [[...hooks], [...lines]];
  return Array.from({ length: hooks.length + lines.length }, () => (right.length === 0 || (left.length > 0 && choices.next().value === true) ? left : right).shift()).filter((step) => step !== undefined);
}

/** What is there when all of it is known: the private turns' prompts alone. */
function expected(story: readonly Turn[]): unknown {
  return story.map((turn) => ({
    prompt: turn.prompt,
    messages: turn.prompt === '' ? [] : [...turn.commands.map((command) => `Bash ${command}`), ...(turn.hasSubagent ? ['report'] : []), ...(turn.compacts ? ['preCompact'] : []), 'stop'].sort(),
  }));
}

describe('a session that hooks and its transcript tell of', function () {
  this.timeout(60_000);
  const { folder, remove } = temporaryFolder();
  let store: RecollectStore;
  let durable: DurableDatabase;
  let sessions = 0;
  before(async () => ({ store, durable } = await openStore(folder)));
  after(async () => {
    await durable.close();
    remove();
  });

  const write = ({ event, origin }: Step) => store.ingest(event, '/p', '/p', '/p', origin);

  /** Takes all of the session's messages, so that each is seen with its payload. */
  async function remembered(sessionId: number): Promise<unknown> {
    const told = new Map<number, string[]>();
    for (;;) {
      const batch = await store.claim(sessionId, { maxMessages: 100, maxBytes: 1_000_000 });
      if (!batch) break;
      for (const { promptNumber, payload } of batch.messages) {
        const label = payload.kind === 'toolUse' ? `${payload.toolUse.name} ${(payload.toolUse.input as { command: string }).command}` : payload.kind === 'summarize' ? payload.request.reason : 'report';
        told.set(promptNumber, [...(told.get(promptNumber) ?? []), label].sort());
      }
    }
    return store.prompts(sessionId).toReversed().map((prompt) => ({ prompt: prompt.text, messages: told.get(prompt.number) ?? [] }));
  }

  for (const manner of MANNERS) {
    const has = (given: boolean): string => (given ? 'ids' : 'no ids');
    const title = `${manner.agent}, hooks with ${has(manner.hookPromptIds)} of prompts and ${has(manner.hookToolIds)} of tool uses, a transcript with ${has(manner.transcriptPromptIds)} of prompts${manner.hookRewritesInput ? ', input that differs' : ''}`;
    it(`has each prompt, tool use and summary once, in order, however the two are interleaved: ${title}`, async () => {
      await fc.assert(
        fc.asyncProperty(turns, fc.infiniteStream(fc.boolean()), fc.boolean(), async (story, choices, isReadTwice) => {
          const name = `session-${++sessions}`;
          const { hooks, transcript } = stepsOf(name, story, manner);
          const lines = isReadTwice ? [...transcript, ...transcript] : transcript;
          const [first, ...rest] = interleaved(hooks, lines, choices).map(write);
          assert.ok(first);
          const { sessionId: id } = await first;
          await Promise.all(rest);
          assert.equal(await store.orderPrompts(id), true);
          assert.deepEqual(await remembered(id), expected(story));
        }),
        { numRuns: 40 },
      );
    });
  }

  const PLAIN = MANNERS[0] as Manner;
  const turn = (prompt: string, isSeenByHooks: boolean): Turn => ({ prompt, commands: ['ls'], isSeenByHooks, hasSubagent: false, compacts: false });

  it('is titled and begins as its first prompt, also when that is known last', async () => {
    const { hooks, transcript } = stepsOf('late', [turn('First', false), turn('Second', true)], PLAIN);
    let id = 0;
    for (const step of [...hooks, ...transcript]) ({ sessionId: id } = await write(step));
    await store.orderPrompts(id);
    assert.deepEqual([store.session(id)?.title, store.session(id)?.startedAtMs], ['First', START_MS]);
  });

  it('keeps its order while a provider has something of it', async () => {
    const { hooks, transcript } = stepsOf('busy', [turn('First', false), turn('Second', true)], PLAIN);
    let id = 0;
    for (const step of hooks) ({ sessionId: id } = await write(step));
    const batch = await store.claim(id, { maxMessages: 1, maxBytes: 1_000_000 });
    for (const step of transcript) await write(step);
    assert.equal(await store.orderPrompts(id), false);
    assert.ok(batch);
    await store.release(batch, 'none', 'test');
    assert.equal(await store.orderPrompts(id), true);
    assert.deepEqual(store.prompts(id).map((prompt) => [prompt.number, prompt.text]), [[2, 'Second'], [1, 'First']]);
  });

  it('does not make its agent one that was heard of', async () => {
    const { transcript } = stepsOf('unheard', [turn('First', false)], { ...PLAIN, agent: 'codex' });
    for (const step of transcript) await write(step);
    assert.deepEqual(store.agents().filter(({ agent }) => agent === 'codex'), []);
  });

  it('files what hooks tell in the turn they are in, when an earlier prompt becomes known meanwhile', async () => {
    const { hooks, transcript } = stepsOf('meanwhile', [turn('First', false), turn('Second', true)], MANNERS.at(-1) as Manner);
    const [prompt, ...rest] = hooks;
    assert.ok(prompt);
    let id = 0;
    for (const step of [prompt, ...transcript.slice(0, 2), ...rest]) ({ sessionId: id } = await write(step));
    await store.orderPrompts(id);
    assert.deepEqual(await remembered(id), [{ prompt: 'First', messages: ['Bash ls'] }, { prompt: 'Second', messages: ['Bash ls', 'stop'] }]);
  });
});
