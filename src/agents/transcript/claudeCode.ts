import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { field, textField } from '../../core/action/json';
import type { Json } from '../../core/hookEvent';
import type { TranscriptEvent } from '../../core/transcript';
import type { Fields } from '../payload/commonPayload';
import { answerIn, blocksOf, isBrokenOff, promptIn, textOf } from './claudeCodeLine';
import { jsonLines } from './jsonLines';
import { textOfFile } from './openFile';
import { timeOf, Turns } from './turns';

const EVENTS = { prompt: 'UserPromptSubmit', stop: 'Stop' };

const MAX_META_BYTES = 1024 * 1024;

/** A sub-agent whose transcript is read in the place of its report. */
interface Subagent {
  readonly id: string;
  readonly type: string;
}

/** Claude Code: a line for each block of a message; sub-agents lie in files of their own, beside the session's. */
export async function* readClaudeCode(file: string, fromByte: number): AsyncGenerator<TranscriptEvent> {
  const turns = new Turns('claude-code', EVENTS);
  const read = new Set<string>();
  for await (const { value: line, atByte } of jsonLines(file, fromByte)) {
    if (line['isSidechain'] === true) continue; // Of old versions, which wrote sub-agents in between.
    yield* eventsOf(line, atByte, turns, async function* (subagent) {
      read.add(subagent.id);
      yield* readSubagent(file, subagent, turns);
    });
  }
  // Those that run in the background, and those whose session ended before they did.
  for (const id of await subagentsOf(file)) if (!read.has(id)) yield* readSubagent(file, { id, type: '' }, turns);
  yield* turns.end();
}

async function* eventsOf(line: Fields, atByte: number, turns: Turns, subagentOf: (subagent: Subagent) => AsyncGenerator<TranscriptEvent>): AsyncGenerator<TranscriptEvent> {
  const atMs = timeOf(line['timestamp']);
  turns.sessionId ||= textField(line, 'sessionId');
  turns.cwd = textField(line, 'cwd') || turns.cwd;
  switch (textField(line, 'type')) {
    case 'assistant':
      takeWords(line, atMs, turns);
      return;
    case 'system':
      if (line['subtype'] !== 'compact_boundary') return;
      yield* turns.end();
      yield turns.event('PreCompact', atMs, `compact/${textField(line, 'uuid')}`, { trigger: textField(line['compactMetadata'], 'trigger') });
      return;
    case 'user': {
      const prompt = promptIn(line);
      if (prompt !== undefined) yield* turns.begin({ key: textField(line, 'promptId', 'uuid'), id: textField(line, 'promptId') || undefined, text: prompt, atMs, atByte });
      else if (isBrokenOff(line)) turns.breakOff();
      for (const block of blocksOf(line)) if (textField(block, 'type') === 'tool_result') yield* answered(line, block, atMs, turns, subagentOf);
    }
  }
}

function takeWords(line: Fields, atMs: number, turns: Turns): void {
  if (line['isApiErrorMessage'] === true) return;
  const blocks = blocksOf(line);
  turns.say(textOf(blocks), textField(line['message'], 'id') || textField(line, 'uuid'), atMs);
  for (const block of blocks) if (textField(block, 'type') === 'tool_use') turns.call(textField(block, 'id'), { name: textField(block, 'name'), input: field(block, 'input') ?? null });
}

async function* answered(line: Fields, result: Json, atMs: number, turns: Turns, subagentOf: (subagent: Subagent) => AsyncGenerator<TranscriptEvent>): AsyncGenerator<TranscriptEvent> {
  const id = textField(result, 'tool_use_id');
  const call = turns.answered(id);
  const answer = call && answerIn(line, result);
  if (!answer) return;
  const subagent = textField(line['toolUseResult'], 'agentId');
  if (subagent !== '') yield* subagentOf({ id: subagent, type: textField(line['toolUseResult'], 'agentType') || textField(call.input, 'subagent_type') });
  yield turns.event(answer.event, atMs, id, { tool_name: call.name, tool_input: call.input, tool_use_id: id, ...answer.fields });
}

/** What a sub-agent did, in its session's turn, and its report. */
async function* readSubagent(sessionFile: string, subagent: Subagent, session: Turns): AsyncGenerator<TranscriptEvent> {
  const file = await fileOf(sessionFile, subagent.id);
  if (file === undefined) return;
  const type = subagent.type || (await typeIn(file));
  const turns = new Turns('claude-code', { prompt: '', stop: 'SubagentStop' });
  turns.sessionId = session.sessionId || basename(sessionFile, '.jsonl');
  turns.cwd = session.cwd;
  turns.enter(session.current.promptKey, session.current.promptId, 0);
  const ofSubagent = (event: TranscriptEvent): TranscriptEvent => ({
    ...event,
    payload: { ...event.payload, agent_id: subagent.id, agent_type: type },
    origin: { ...event.origin, eventKey: `${subagent.id}/${event.origin.eventKey}` },
    turnAtByte: session.turnAtByte,
  });
  for await (const { value: line } of jsonLines(file)) {
    const promptId = textField(line, 'promptId');
    if (promptId !== '' && promptId !== turns.current.promptId) turns.enter(promptId, promptId, 0);
    // Its first line is what it was asked by the agent, not by a person.
    if (line['type'] === 'user' && promptIn(line) !== undefined) continue;
    for await (const event of eventsOf(line, 0, turns, async function* () {})) yield ofSubagent(event);
  }
  for (const event of turns.end()) yield ofSubagent(event);
}

async function fileOf(sessionFile: string, subagent: string): Promise<string | undefined> {
  if (!/^[\w-]+$/.test(subagent)) return undefined;
  const name = `agent-${subagent}.jsonl`;
  for (const file of [join(subagentFolder(sessionFile), name), join(dirname(sessionFile), name)]) if ((await stat(file).catch(() => undefined))?.isFile() === true) return file;
  return undefined;
}

async function subagentsOf(sessionFile: string): Promise<readonly string[]> {
  const names = await readdir(subagentFolder(sessionFile)).catch(() => []); // Most sessions have none.
  return names.flatMap((name) => /^agent-([\w-]+)\.jsonl$/.exec(name)?.[1] ?? []);
}

const subagentFolder = (sessionFile: string): string => join(sessionFile.replace(/\.jsonl$/, ''), 'subagents');

async function typeIn(file: string): Promise<string> {
  try {
    return textField(JSON.parse(await textOfFile(file.replace(/\.jsonl$/, '.meta.json'), MAX_META_BYTES)) as Json, 'agentType');
  } catch {
    return ''; // Old versions wrote none.
  }
}
