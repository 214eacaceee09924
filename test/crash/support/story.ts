import type { IngestParams } from '../../../src/ingest/ingestCall';

const CWD = '/home/dev/shop-api';
const START_MS = 1_795_331_290_000;
const TOOLS_PER_PROMPT = 3;

/** One prompt of a session and what is to be remembered of it. */
export interface ToldPrompt {
  readonly number: number;
  readonly text: string;
  readonly toolUseIds: string[];
}

/**
 * The events of one session, in order and endless: a prompt, some tool uses, a stop, the next prompt. Half of the sessions are of
 * an agent that gives its prompts ids, half of one that does not.
 */
export class Story {
  readonly prompts: ToldPrompt[] = [];
  private step = 0;

  constructor(
    readonly session: string,
    private readonly hasPromptIds: boolean,
    private readonly contentBytes = 200,
  ) {}

  next(): IngestParams {
    const turn = this.step++ % (TOOLS_PER_PROMPT + 2);
    if (turn === 0) this.prompts.push({ number: this.prompts.length + 1, text: `Prompt ${this.prompts.length + 1} of ${this.session}`, toolUseIds: [] });
    const prompt = this.prompts.at(-1);
    if (!prompt) throw new Error('a story begins with a prompt');
    if (turn === 0) return this.event('UserPromptSubmit', prompt, { prompt: prompt.text });
    if (turn === TOOLS_PER_PROMPT + 1) return this.event('Stop', prompt, { last_assistant_message: `Done with ${prompt.number}` });
    const toolUseId = `toolu_${this.session}_${this.step}`;
    prompt.toolUseIds.push(toolUseId);
    const file = `${CWD}/src/${toolUseId}.js`;
    return this.event('PostToolUse', prompt, {
      tool_name: 'Write',
      tool_input: { file_path: file, content: `// ${toolUseId}\n`.repeat(Math.ceil(this.contentBytes / 24)) },
      tool_response: { type: 'create', filePath: file },
      tool_use_id: toolUseId,
    });
  }

  private event(event: string, prompt: ToldPrompt, more: object): IngestParams {
    const payload = { session_id: this.session, cwd: CWD, hook_event_name: event, ...(this.hasPromptIds && { prompt_id: `${this.session}-${prompt.number}` }), ...more };
    return { agent: 'claude-code', event, atMs: START_MS + this.step * 7, payload };
  }
}
