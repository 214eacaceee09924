import type { Target } from '../target';
import { Branch } from '../tree/branch';

/**
 * The target of a command's first argument: a tree node, or an object that a key binding or another extension may
 * give: `{ sessionId }`, `{ project }`, `{ memoryId }` or `{ messageId }`. Anything else is no target.
 */
export function targetOf(argument: unknown): Target | undefined {
  if (argument instanceof Branch) return argument.content.target;
  if (typeof argument !== 'object' || argument === null) return undefined;
  if ('messageId' in argument && typeof argument.messageId === 'number') return { kind: 'message', messageId: argument.messageId };
  if ('memoryId' in argument && typeof argument.memoryId === 'string') return { kind: 'memory', memoryId: argument.memoryId };
  if ('sessionId' in argument && typeof argument.sessionId === 'number') return { kind: 'session', sessionId: argument.sessionId };
  if ('project' in argument && typeof argument.project === 'string') return { kind: 'project', project: argument.project };
  return undefined;
}
