import type { MemoryEntry } from '../../core/api';
import type { ObservationType } from '../../core/observation';
import { COMMANDS, NODE_WORDS } from '../../manifest';
import { escapeInline } from '../markdownText';
import { oneLine, shortened } from '../plainText';
import { dateTime, relativeTime } from '../relativeTime';
import type { NodeContent, NodeView } from '../tree/node';

const LABEL_LENGTH = 120;

const TYPE_ICONS: Readonly<Record<ObservationType, NonNullable<NodeView['icon']>>> = {
  bugfix: { id: 'bug', color: 'charts.red' },
  feature: { id: 'sparkle', color: 'charts.purple' },
  refactor: { id: 'tools', color: 'charts.orange' },
  change: { id: 'edit', color: 'charts.blue' },
  discovery: { id: 'search', color: 'charts.green' },
  decision: { id: 'law', color: 'charts.yellow' },
};

export function memoryIcon(entry: { readonly type: ObservationType | null }): NonNullable<NodeView['icon']> {
  return entry.type === null ? { id: 'checklist' } : TYPE_ICONS[entry.type];
}

export function memoryNode(entry: MemoryEntry): NodeContent {
  const what = entry.type ?? entry.kind;
  const title = shortened(entry.title, LABEL_LENGTH) || entry.id;
  const subtitle = oneLine(entry.subtitle);
  return {
    key: `memory:${entry.id}`,
    fingerprint: JSON.stringify(entry),
    target: { kind: 'memory', memoryId: entry.id },
    view: (nowMs) => ({
      label: title,
      description: relativeTime(entry.atMs, nowMs),
      tooltip: [`**${escapeInline(title)}**`, escapeInline(subtitle), `*${what} · ${dateTime(entry.atMs)}*`].filter((line) => line !== '').join('\n\n'),
      icon: memoryIcon(entry),
      words: [NODE_WORDS.memory],
      accessibilityLabel: `${title}, ${what}, ${relativeTime(entry.atMs, nowMs, true)}`,
      command: { id: COMMANDS.openMemory, title: 'Open Memory' },
    }),
  };
}
