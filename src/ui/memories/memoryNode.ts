import type { MemoryEntry } from '../../core/api';
import type { Marks, ObservationType } from '../../core/observation';
import { oneLine } from '../../core/plainText';
import { COMMANDS, NODE_WORDS } from '../../manifest';
import { escapeInline } from '../markdownText';
import { shortened } from '../labelText';
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
  const marks = markWords(entry);
  return {
    key: `memory:${entry.id}`,
    fingerprint: JSON.stringify(entry),
    target: { kind: 'memory', memoryId: entry.id },
    view: (nowMs) => ({
      label: title,
      description: [...marks, relativeTime(entry.atMs, nowMs)].join(' · '),
      tooltip: [`**${escapeInline(title)}**`, escapeInline(subtitle), `*${[what, ...marks].join(' · ')} · ${dateTime(entry.atMs)}*`].filter((line) => line !== '').join('\n\n'),
      icon: markedIcon(entry),
      words: wordsOf(entry),
      accessibilityLabel: `${title}, ${[what, ...marks].join(', ')}, ${relativeTime(entry.atMs, nowMs, true)}`,
      command: { id: COMMANDS.openMemory, title: 'Open Memory' },
    }),
  };
}

/** What people decided about a memory, in words. */
export function markWords(marks: Marks): string[] {
  return [
    ...(marks.isPinned ? ['pinned'] : []),
    ...(marks.isExcluded ? ['excluded'] : []),
    ...(marks.supersededBy === undefined ? [] : [`superseded by ${marks.supersededBy}`]),
    ...(marks.isEdited ? ['edited'] : []),
  ];
}

function markedIcon(entry: MemoryEntry): NonNullable<NodeView['icon']> {
  const icon = memoryIcon(entry);
  if (entry.isPinned) return { ...icon, id: 'pinned' };
  if (entry.isExcluded) return { id: 'eye-closed', color: 'disabledForeground' };
  return entry.supersededBy === undefined ? icon : { id: 'history', color: 'disabledForeground' };
}

function wordsOf(entry: MemoryEntry): string[] {
  const kind = entry.kind === 'observation' ? NODE_WORDS.observation : NODE_WORDS.summary;
  return [NODE_WORDS.memory, kind, ...(entry.isPinned ? [NODE_WORDS.pinned] : []), ...(entry.isExcluded || entry.supersededBy !== undefined ? [NODE_WORDS.leftOut] : [])];
}
