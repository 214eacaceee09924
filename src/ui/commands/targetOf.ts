import { DOCUMENT_SCHEME } from '../../manifest';
import { subjectOf } from '../pageAddress';
import type { Target } from '../target';
import { Branch } from '../tree/branch';

/**
 * The target of a command's first argument: a tree node, or an object that a key binding or another extension may
 * give: `{ sessionId }`, `{ project }`, `{ memoryId }` or `{ messageId }`. The address of a memory's page stands for the memory. Anything else is no target.
 * @param selected the nodes that are selected in the tree together with that of the argument
 */
export function targetOf(argument: unknown, selected?: unknown): Target | undefined {
  if (argument instanceof Branch) return withSelected(argument.content.target, selected);
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('scheme' in argument && argument.scheme === DOCUMENT_SCHEME && 'path' in argument && typeof argument.path === 'string') {
    const subject = subjectOf(argument.path);
    return subject?.kind === 'memory' ? subject : undefined;
  }
  if ('messageId' in argument && typeof argument.messageId === 'number') return { kind: 'message', messageId: argument.messageId };
  if ('memoryId' in argument && typeof argument.memoryId === 'string') return { kind: 'memory', memoryId: argument.memoryId };
  if ('sessionId' in argument && typeof argument.sessionId === 'number') return { kind: 'session', sessionId: argument.sessionId };
  if ('project' in argument && typeof argument.project === 'string') return { kind: 'project', project: argument.project };
  return undefined;
}

function withSelected(target: Target | undefined, selected: unknown): Target | undefined {
  if (target?.kind !== 'memory' || !Array.isArray(selected)) return target;
  const others = selected.flatMap((branch) => (branch instanceof Branch && branch.content.target?.kind === 'memory' ? [branch.content.target.memoryId] : []));
  return { ...target, memoryIds: [...new Set([target.memoryId, ...others])] };
}
