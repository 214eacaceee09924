import type { QueueEntry } from '../../core/api';
import { NODE_WORDS } from '../../manifest';
import { escapeBlock, escapeInline } from '../markdownText';
import { counted, oneLine, shortened } from '../plainText';
import { dateTime, relativeTime } from '../relativeTime';
import type { NodeContent, NodeView } from '../tree/node';

const LABEL_LENGTH = 120;
const ERROR_LENGTH = 2000;

const STATE_ICONS: Readonly<Record<QueueEntry['state'], NonNullable<NodeView['icon']>>> = {
  pending: { id: 'circle-outline' },
  processing: { id: 'loading~spin' },
  failed: { id: 'error', color: 'list.errorForeground' },
};

export function messageNode(entry: QueueEntry): NodeContent {
  const label = shortened(entry.label, LABEL_LENGTH) || `message ${entry.messageId}`;
  const attempts = entry.attempts === 0 ? '' : counted(entry.attempts, 'attempt');
  const joined = (parts: readonly string[], separator: string): string => parts.filter((part) => part !== '').join(separator);
  return {
    key: `message:${entry.messageId}`,
    fingerprint: JSON.stringify(entry),
    target: { kind: 'message', messageId: entry.messageId, message: entry },
    view: (nowMs) => ({
      label,
      description: joined([attempts, relativeTime(entry.atMs, nowMs), entry.error === null ? '' : shortened(entry.error, LABEL_LENGTH)], ' · '),
      tooltip: joined(
        [`**${escapeInline(label)}**`, `${joined([entry.state, attempts], ', ')}, from ${dateTime(entry.atMs)}`, entry.error === null ? '' : `Last error:\n\n${escapeBlock(entry.error.slice(0, ERROR_LENGTH))}`],
        '\n\n',
      ),
      icon: STATE_ICONS[entry.state],
      words: [NODE_WORDS.message, entry.state === 'failed' ? NODE_WORDS.failed : NODE_WORDS.queued],
      accessibilityLabel: joined([label, entry.state, attempts, relativeTime(entry.atMs, nowMs, true), entry.error === null ? '' : oneLine(entry.error)], ', '),
    }),
  };
}
