import * as z from 'zod/mini';
import { RECALL_TOOLS } from '../../core/recallTools';
import { isWholePath } from '../../core/search/fileTouch';
import { answerPage, memoryLine, recorded } from './answer';
import { count, project, projectFilter, whereText } from './fields';
import { defineTool } from './tool';

const DEFAULT_HITS = 10;
const MOST_HITS = 50;
const MAX_BYTES = 12_000;

export const forFile = defineTool({
  name: RECALL_TOOLS.forFile,
  title: 'Recollect of a File',
  description:
    'What Recollect, the record of earlier coding sessions, holds about one file: changes made to it and why, problems met, decisions. Use it before you change a file that you have not worked on in this session. ' +
    `Gives one line a memory, the newest first, with an id; read the whole with ${RECALL_TOOLS.get}. It does not give the file's content.`,
  isReadOnly: true,
  input: z.object({
    path: z.string().check(z.minLength(1), z.maxLength(1_000), z.describe('The file: its path, absolute or in the project, or the end of it')),
    project,
    limit: count(`The most memories, ${DEFAULT_HITS} when left out`, MOST_HITS),
  }),
  progress: ({ path }) => `Looking up what Recollect holds about ${path}`,
  run: async ({ path, project, limit = DEFAULT_HITS }, surroundings) => {
    const { api } = surroundings;
    const where = await projectFilter(project, surroundings);
    const isOfAny = where.project === undefined || isWholePath(path);
    const file = path.replace(/^\.[\\/]/u, '');
    const memories = await api.fileMemories({ file, limit, ...where });
    const more = (count: number): string => `Whole memories: ${RECALL_TOOLS.get} with their ids.${count === limit ? ` There may be more: a higher limit (at most ${MOST_HITS}).` : ''}`;
    if (memories.length > 0) return answerPage(`${memories.length} about ${recorded(file)}, the newest first:`, memories.map((memory) => [memoryLine(memory, memory.touch, isOfAny)]), more(memories.length), MAX_BYTES);
    const namesakes = isWholePath(path) ? [] : await api.search({ query: '', file, limit, ...where });
    if (namesakes.length === 0) return `Nothing is remembered of that file${isWholePath(path) ? '' : ` ${whereText(where)}`}.`;
    return answerPage(`None about that very path; ${namesakes.length} about files whose path ends like that, the newest first:`, namesakes.map((hit) => [memoryLine(hit, '', isOfAny)]), more(namesakes.length), MAX_BYTES);
  },
});
