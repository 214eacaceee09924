import type { CommandContext } from './commandContext';
import { UsageError, wholeNumber } from './output';
import { withApi } from './reach';

export async function search(context: CommandContext): Promise<number> {
  const query = context.arguments.join(' ').trim();
  if (query === '') throw new UsageError('search needs something to look for');
  const limit = wholeNumber(context.options.limit, '--limit');
  const { project } = context.options;
  const hits = await withApi(context, (api) => api.search({ query, ...(project !== undefined && { project }), ...(limit !== undefined && { limit }) }));
  const found = hits.map(({ atMs, sessionId, ...hit }) => ({ ...hit, time: new Date(atMs).toISOString(), session: sessionId }));
  return context.output.value(found, (list) => (list.length === 0 ? 'Nothing found.' : list.map((hit) => `${hit.id.padEnd(8)} ${hit.time.slice(0, 16)}  ${hit.title}\n         ${hit.project}; ${hit.why}`).join('\n')));
}
