import * as z from 'zod/mini';
import { clipMiddle } from '../../core/clip';
import type { Memory } from '../../core/observation';
import { RECALL_TOOLS } from '../../core/recallTools';
import { quoteInstructions } from '../quoteInstructions';
import { answerPage, recorded } from './answer';
import { memoryId } from './fields';
import { defineTool } from './tool';

const MOST_IDS = 20;
const MAX_BYTES = 24_000;
/** Of one field, so that every memory fits into an answer. */
const FIELD_BYTES = 4_000;
const MOST_ITEMS = 30;

export const get = defineTool({
  name: RECALL_TOOLS.get,
  title: 'Read from Recollect',
  description: `Read whole memories of Recollect, the record of earlier coding sessions, by the ids that ${RECALL_TOOLS.search}, ${RECALL_TOOLS.timeline}, ${RECALL_TOOLS.forFile} or the context of this session gave. Ask for several at once.`,
  isReadOnly: true,
  input: z.object({ ids: z.array(memoryId).check(z.minLength(1), z.maxLength(MOST_IDS), z.describe('Ids such as o12, s3 or p4.2')) }),
  progress: ({ ids }) => `Reading ${ids.join(', ')} from Recollect`,
  run: async ({ ids }, { api }) => {
    const wanted = [...new Set(ids)];
    const memories = await api.get({ ids: wanted });
    const missing = wanted.filter((id) => !memories.some((memory) => memory.id === id));
    const note = missing.length === 0 ? '' : `There is no memory ${missing.join(', ')}: deleted, or never there.`;
    return memories.length === 0 ? note : answerPage(`${memories.length} from Recollect:`, memories.map(wholeMemory), note, MAX_BYTES);
  },
});

function wholeMemory(memory: Memory): string[] {
  const where = `${new Date(memory.atMs).toISOString().slice(0, 16)}Z, session ${memory.sessionId}, prompt ${memory.promptNumber} of ${recorded(memory.project)}`;
  if (memory.kind === 'summary') {
    const parts = [['Request', memory.request], ['Investigated', memory.investigated], ['Learned', memory.learned], ['Completed', memory.completed], ['Next steps', memory.nextSteps]] as const;
    return ['', `## ${memory.id} summary`, where, ...parts.flatMap(([name, text]) => lines(text, `${name}: `))];
  }
  if (memory.kind === 'prompt') return ['', `## ${memory.id} prompt`, where, ...lines(memory.request, 'Asked: ')];
  const lists = [['Concepts', memory.concepts], ['Read', memory.filesRead], ['Modified', memory.filesModified]] as const;
  return [
    '',
    `## ${memory.id} ${memory.type}: ${recorded(memory.title, 300)}`,
    where,
    ...lines(memory.subtitle),
    ...lines(memory.narrative),
    ...items(memory.facts).map((fact) => `- ${fact}`),
    ...lists.flatMap(([name, list]) => (list.length === 0 ? [] : [`${name}: ${items(list).join(', ')}`])),
  ];
}

/** Every line for itself, so that none can hide behind another. */
function lines(text: string, start = ''): string[] {
  const [first, ...rest] = clipMiddle(text.trim(), FIELD_BYTES).split('\n').map(quoteInstructions).filter((line) => line !== '');
  return first === undefined ? [] : [`${start}${first}`, ...rest];
}

function items(list: readonly string[]): string[] {
  const shown = list.slice(0, MOST_ITEMS).map((item) => recorded(item, 300));
  return list.length > MOST_ITEMS ? [...shown, `and ${list.length - MOST_ITEMS} more`] : shown;
}
