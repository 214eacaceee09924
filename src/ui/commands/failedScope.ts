import type { MessageScope, RecollectApi } from '../../core/api';
import { counted } from '../plainText';
import type { Target } from '../target';

/** Which failed messages a command is about, and how many they are. */
export interface FailedScope {
  readonly scope: MessageScope;
  readonly count: number;
  /** `1 failed message`, `3 failed messages of the session`. */
  readonly words: string;
}

const MANY = 10_000;

export async function failedScope(api: Pick<RecollectApi, 'status' | 'queue'>, target: Target | undefined): Promise<FailedScope> {
  if (target?.kind === 'message') return { scope: { messageId: target.messageId }, count: 1, words: '1 failed message' };
  if (target?.kind === 'session') {
    const { sessionId } = target;
    const count = (await api.queue({ state: 'failed', sessionId, limit: MANY })).length;
    return { scope: { sessionId }, count, words: `${counted(count, 'failed message')} of the session` };
  }
  const count = (await api.status()).queue.failed;
  return { scope: {}, count, words: counted(count, 'failed message') };
}
