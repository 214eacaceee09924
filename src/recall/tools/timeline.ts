import * as z from 'zod/mini';
import type { MemoryEntry, PromptEntry, RecollectApi, SearchHit } from '../../core/api';
import { UserFacingError } from '../../core/errors';
import type { Memory } from '../../core/observation';
import { RECALL_TOOLS } from '../../core/recallTools';
import { dateOf } from '../memoryLines';
import { quoteInstructions } from '../quoteInstructions';
import { answerPage, memoryLine, recorded } from './answer';
import { count, memoryId, project, projectFilter, since, timeFilter, until, whereText } from './fields';
import { defineTool } from './tool';

const DEFAULT_ENTRIES = 15;
const MOST_ENTRIES = 60;
const MAX_BYTES = 14_000;
const THIS_ONE = ' ← this one';
const MORE = `Whole memories: ${RECALL_TOOLS.get} with their ids.`;

export const timeline = defineTool({
  name: RECALL_TOOLS.timeline,
  title: 'Timeline of Recollect',
  description:
    `What happened in earlier coding sessions in the order of time, from Recollect's record: around one memory (\`around\`: what led to it in its session, and what came of it), or in a period (\`since\`, \`until\`: "what was done last week?"). Without either, the latest of the project. One line a memory, with ids for ${RECALL_TOOLS.get}.`,
  isReadOnly: true,
  input: z.object({
    around: z.optional(memoryId),
    since,
    until,
    project,
    limit: count(`The most memories, ${DEFAULT_ENTRIES} when left out`, MOST_ENTRIES),
  }),
  progress: ({ around }) => (around === undefined ? 'Reading Recollect’s timeline' : `Reading what happened around ${around} from Recollect`),
  run: async ({ around, since, until, project, limit = DEFAULT_ENTRIES }, surroundings) => {
    const { api, nowMs } = surroundings;
    if (around !== undefined) return aroundMemory(api, around, limit);
    const where = await projectFilter(project, surroundings);
    const hits = await api.search({ query: '', limit, ...where, ...timeFilter({ since, until }, nowMs) });
    if (hits.length === 0) return `Nothing is remembered ${whereText(where)} from that time.`;
    const more = `${MORE}${hits.length === limit ? ` There may be more, before these: give \`until\`, or a higher limit (at most ${MOST_ENTRIES}).` : ''}`;
    return answerPage(`The latest ${hits.length} ${whereText(where)}, in the order of time:`, hits.toReversed().map((hit, index, all) => periodLines(hit, all[index - 1], where.project === undefined)), more, MAX_BYTES);
  },
});

function periodLines(hit: SearchHit, before: SearchHit | undefined, isOfAny: boolean): string[] {
  const line = memoryLine(hit, '', isOfAny);
  return before?.sessionId === hit.sessionId ? [line] : [`Session ${hit.sessionId}:`, line];
}

interface Turn {
  readonly prompt: PromptEntry | undefined;
  /** In the order of time. */
  readonly entries: readonly MemoryEntry[];
}

async function aroundMemory(api: RecollectApi, id: string, limit: number): Promise<string> {
  const [memory] = await api.get({ ids: [id] });
  if (!memory) throw new UserFacingError(`There is no memory ${id}: deleted, or never there.`);
  const { sessionId } = memory;
  const prompts = await api.prompts({ sessionId });
  const turn = async (number: number): Promise<Turn> => ({ prompt: prompts.find((prompt) => prompt.number === number), entries: (await api.memories({ sessionId, promptNumber: number })).toReversed() });
  const turns = await turnsAround(memory.promptNumber, Math.max(0, ...prompts.map((prompt) => prompt.number)), limit, turn);
  const blocks = turns.flatMap((one) => turnBlocks(one, memory));
  const at = blocks.findIndex((block) => block.some((line) => line.endsWith(THIS_ONE)));
  const first = Math.max(0, Math.min(at - Math.floor(limit / 2), blocks.length - limit));
  return answerPage(`Session ${sessionId} of ${quoteInstructions(memory.project)} around ${id}, in the order of time:`, blocks.slice(first, first + limit), MORE, MAX_BYTES);
}

/** A turn's memories, the first below its prompt; a prompt alone only when it is what was asked for. */
function turnBlocks({ prompt, entries }: Turn, wanted: Memory): string[][] {
  const isWanted = wanted.kind === 'prompt' && prompt?.number === wanted.promptNumber;
  const asked = prompt ? [`${promptLine(prompt)}${isWanted ? THIS_ONE : ''}`] : [];
  if (entries.length === 0) return isWanted ? [asked] : [];
  return entries.map((entry, index) => [...(index === 0 ? asked : []), `${entryLine(entry)}${entry.id === wanted.id ? THIS_ONE : ''}`]);
}

/** The turn of a memory and those beside it, one by one outwards, until there are memories enough on each side. */
async function turnsAround(centre: number, last: number, limit: number, turn: (number: number) => Promise<Turn>): Promise<readonly Turn[]> {
  const middle = await turn(centre);
  const before: Turn[] = [];
  const after: Turn[] = [];
  const size = (turns: readonly Turn[]): number => turns.reduce((sum, { entries }) => sum + entries.length, 0);
  for (let number = centre - 1; number >= 0 && size(before) < limit; number--) before.unshift(await turn(number));
  for (let number = centre + 1; number <= last && size(after) < limit; number++) after.push(await turn(number));
  return [...before, middle, ...after];
}

function promptLine({ number, text, isPrivate, atMs }: PromptEntry): string {
  return `Prompt ${number}, ${dateOf(atMs)}: ${isPrivate ? '(private)' : recorded(text)}`;
}

function entryLine({ id, type, kind, title, atMs }: MemoryEntry): string {
  return `- ${id} ${new Date(atMs).toISOString().slice(11, 16)}Z ${type ?? kind}: ${recorded(title)}`;
}
