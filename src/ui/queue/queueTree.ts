import type { QueueEntry, RecollectClient } from '../../core/api';
import type { NodeContent } from '../tree/node';
import { groupNode } from './groupNode';

/** What the tree of the queue asks the owner for; its counts are the last known status's. */
export type QueueApi = Pick<RecollectClient, 'queue' | 'current'>;

const STATES: readonly QueueEntry['state'][] = ['processing', 'pending', 'failed'];

/** The invisible top of the tree: a group for each state that has messages, so that an idle queue is an empty tree. */
export function queueTree(api: QueueApi): NodeContent {
  return {
    key: 'queue',
    fingerprint: '',
    view: () => ({ label: 'Queue', description: '', tooltip: '', words: [], accessibilityLabel: 'Queue' }),
    load: async () => {
      const status = api.current;
      if (status === undefined) return { items: [], hasMore: false };
      const items = STATES.filter((state) => status.queue[state] > 0).map((state) => groupNode(api, state, status));
      return { items, hasMore: false };
    },
  };
}
