import type { MessageScope } from '../../core/api';
import type { Target } from '../target';

/** Which messages a target stands for: all without one. */
export function messageScope(target: Target | undefined): MessageScope {
  if (target?.kind === 'message') return { messageId: target.messageId };
  if (target?.kind === 'session') return { sessionId: target.sessionId };
  return {};
}
