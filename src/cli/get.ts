import type { Memory } from '../core/observation';
import type { CommandContext } from './commandContext';
import { UsageError } from './output';
import { withApi } from './reach';

export async function get(context: CommandContext): Promise<number> {
  const ids = context.arguments;
  if (ids.length === 0) throw new UsageError('get needs the id of a memory, such as o12, s3 or p4.2');
  const memories = await withApi(context, (api) => api.get({ ids }));
  const missing = ids.filter((id) => !memories.some((memory) => memory.id === id));
  if (context.output.isJson || memories.length > 0) context.output.value(memories, (list) => list.map(describe).join('\n\n'));
  if (missing.length === 0) return 0;
  process.stderr.write(`recollect: there is no memory ${missing.join(', ')}\n`);
  return 1;
}

function describe(memory: Memory): string {
  const head = `${memory.id}  ${new Date(memory.atMs).toISOString()}  ${memory.project}, session ${memory.sessionId}, prompt ${memory.promptNumber}`;
  if (memory.kind === 'prompt') return `${head}\n${memory.request}`;
  if (memory.kind === 'summary') {
    const parts = [['Request', memory.request], ['Investigated', memory.investigated], ['Learned', memory.learned], ['Completed', memory.completed], ['Next steps', memory.nextSteps]];
    return [head, ...parts.flatMap(([name, text]) => (text ? [`${name}: ${text}`] : []))].join('\n');
  }
  const lists = [['Concepts', memory.concepts], ['Read', memory.filesRead], ['Modified', memory.filesModified], ['Evidence', memory.evidence]] as const;
  return [
    head,
    `${memory.type}: ${memory.title}`,
    ...(memory.subtitle ? [memory.subtitle] : []),
    ...(memory.narrative ? [memory.narrative] : []),
    ...memory.facts.map((fact) => `- ${fact}`),
    ...lists.flatMap(([name, list]) => (list.length > 0 ? [`${name}: ${list.join(', ')}`] : [])),
  ].join('\n');
}
