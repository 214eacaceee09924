import type { QueueEntry, Status } from '../../core/api';
import { NODE_WORDS } from '../../manifest';
import { counted } from '../plainText';
import { type NodeContent, type NodeView, pageOf } from '../tree/node';
import { messageNode } from './messageNode';
import type { QueueApi } from './queueTree';

const GROUPS: Readonly<Record<QueueEntry['state'], { label: string; word: string; icon: NonNullable<NodeView['icon']>; tooltip: string }>> = {
  processing: { label: 'Processing', word: NODE_WORDS.processingGroup, icon: { id: 'sync~spin' }, tooltip: 'A provider is compressing these.' },
  pending: { label: 'Pending', word: NODE_WORDS.pendingGroup, icon: { id: 'clock' }, tooltip: 'These are on disk and wait for their turn.' },
  failed: {
    label: 'Failed',
    word: NODE_WORDS.failedGroup,
    icon: { id: 'warning', color: 'list.warningForeground' },
    tooltip: 'These failed three times. They are kept until you retry or discard them.',
  },
};

export function groupNode(api: QueueApi, state: QueueEntry['state'], status: Status): NodeContent {
  const { label, word, icon, tooltip } = GROUPS[state];
  const count = status.queue[state];
  const held = state === 'pending' && status.queue.paused > 0 ? `${status.queue.paused} held back` : '';
  return {
    key: state,
    fingerprint: `${count} ${held}`,
    startsExpanded: true,
    view: () => ({
      label,
      description: held === '' ? String(count) : `${count} · ${held}`,
      tooltip,
      icon,
      words: [word],
      accessibilityLabel: [label, counted(count, 'message'), held].filter((part) => part !== '').join(', '),
    }),
    load: async (limit) => pageOf(await api.queue({ state, limit: limit + 1 }), limit, messageNode),
  };
}
