import * as z from 'zod/mini';
import { CONCEPTS, OBSERVATION_TYPES } from '../../core/observation';
import { RECALL_TOOLS } from '../../core/recallTools';
import { answerPage, memoryLine } from './answer';
import { count, given, oneOf, project, projectFilter, since, text, timeFilter, until, whereText } from './fields';
import { defineTool } from './tool';

const DEFAULT_HITS = 10;
const MOST_HITS = 50;
const MAX_BYTES = 12_000;

export const search = defineTool({
  name: RECALL_TOOLS.search,
  title: 'Search Recollect',
  description:
    'Search Recollect, the record of what coding agents did, found and decided in earlier sessions of this project. Use it before you work on something that may have been worked on before: a bug, a decision, an error message, how a part works. ' +
    `Gives one line a hit, with an id; read the whole with ${RECALL_TOOLS.get}. It does not search files of the workspace, and it is not a notes file: nothing can be stored by it.`,
  isReadOnly: true,
  input: z.object({
    query: z.string().check(z.maxLength(2_000), z.describe('Words to look for; "in quotes" for a phrase, word* for a beginning. Empty with filters: the newest first')),
    type: oneOf([...OBSERVATION_TYPES, 'summary', 'prompt'], 'Only this type; a summary is that of one turn of a session, a prompt one without a summary yet'),
    concept: oneOf(CONCEPTS, 'Only memories about this'),
    file: text('Only memories about this file: its path or the end of it', 1_000),
    since,
    until,
    project,
    limit: count(`The most hits, ${DEFAULT_HITS} when left out`, MOST_HITS),
  }),
  progress: ({ query }) => `Searching Recollect${query === '' ? '' : ` for “${query}”`}`,
  run: async ({ query, type, concept, file, since, until, project, limit = DEFAULT_HITS }, surroundings) => {
    const { api, nowMs } = surroundings;
    const where = await projectFilter(project, surroundings);
    const hits = await api.search({ query, limit, ...where, ...timeFilter({ since, until }, nowMs), ...given({ type, concept, file }) });
    if (hits.length === 0) return `Nothing found ${whereText(where)}. Try other or fewer words${where.project === undefined ? '' : ', or project "all"'}.`;
    const more = `Whole memories: ${RECALL_TOOLS.get} with their ids; what came before and after one: ${RECALL_TOOLS.timeline}.${hits.length === limit ? ` There may be more: a higher limit (at most ${MOST_HITS}) or narrower words.` : ''}`;
    return answerPage(`${hits.length} found ${whereText(where)}, the best first:`, hits.map((hit) => [memoryLine(hit, hit.why, where.project === undefined)]), more, MAX_BYTES);
  },
});
