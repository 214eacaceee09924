import type { SearchQuery } from '../core/api';
import { AGENTS } from '../core/hookEvent';
import { CONCEPTS, OBSERVATION_TYPES } from '../core/observation';
import type { CommandContext } from './commandContext';
import { oneOf, UsageError, wholeNumber } from './output';
import { projectNamed } from './projectOption';
import { withApi } from './reach';
import { timeOf } from './timeOption';

export async function search(context: CommandContext): Promise<number> {
  const query = context.arguments.join(' ').trim();
  const filters = filtersOf(context.options);
  if (query === '' && Object.keys(filters).every((name) => name === 'limit')) throw new UsageError('search needs something to look for');
  const hits = await withApi(context, async (api) => api.search({ query, ...filters, ...(filters.project !== undefined && { project: await projectNamed(filters.project, api) }) }));
  const found = hits.map(({ atMs, sessionId, ...hit }) => ({ ...hit, time: new Date(atMs).toISOString(), session: sessionId }));
  return context.output.value(found, (list) => (list.length === 0 ? 'Nothing found.' : list.map((hit) => `${hit.id.padEnd(8)} ${hit.time.slice(0, 16)}  ${hit.title}\n         ${hit.project}; ${hit.why}`).join('\n')));
}

function filtersOf(options: CommandContext['options']): Omit<SearchQuery, 'query'> {
  const filters = {
    project: options.project,
    agent: oneOf(options.agent, AGENTS, '--agent'),
    type: oneOf(options.type, [...OBSERVATION_TYPES, 'summary', 'prompt'] as const, '--type'),
    concept: oneOf(options.concept, CONCEPTS, '--concept'),
    file: options.file,
    sinceMs: timeOf(options.since, '--since'),
    untilMs: timeOf(options.until, '--until'),
    sessionId: wholeNumber(options.session, '--session'),
    limit: wholeNumber(options.limit, '--limit'),
  };
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
}
