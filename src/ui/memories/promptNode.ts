import type { PromptEntry } from '../../core/api';
import { NODE_WORDS } from '../../manifest';
import { escapeBlock } from '../markdownText';
import { counted, shortened } from '../plainText';
import { dateTime, relativeTime } from '../relativeTime';
import { type NodeContent, pageOf } from '../tree/node';
import type { MemoryApi } from './memoryTree';
import { memoryNode } from './memoryNode';

const LABEL_LENGTH = 100;
const TOOLTIP_LENGTH = 2000;

export function promptNode(api: MemoryApi, entry: PromptEntry, isNewest: boolean): NodeContent {
  const label = promptLabel(entry);
  const memories = memoriesInWords(entry);
  const content: NodeContent = {
    key: `prompt:${entry.number}`,
    fingerprint: JSON.stringify(entry),
    startsExpanded: isNewest,
    view: (nowMs) => ({
      label,
      description: `${entry.isPrivate ? 'not recorded' : memories} · ${relativeTime(entry.atMs, nowMs)}`,
      tooltip: entry.isPrivate ? 'Private: nothing of this turn is recorded.' : `**Prompt ${entry.number}**, ${dateTime(entry.atMs)}\n\n${escapeBlock(entry.text.slice(0, TOOLTIP_LENGTH))}`,
      icon: { id: entry.isPrivate ? 'lock' : 'comment' },
      words: [NODE_WORDS.prompt],
      accessibilityLabel: `${label}, prompt, ${entry.isPrivate ? 'not recorded' : memories}, ${relativeTime(entry.atMs, nowMs, true)}`,
    }),
  };
  if (entry.observations + entry.summaries === 0) return content;
  return {
    ...content,
    load: async (limit) => pageOf(await api.memories({ sessionId: entry.sessionId, promptNumber: entry.number }), limit, memoryNode),
  };
}

function promptLabel(entry: PromptEntry): string {
  if (entry.isPrivate) return `${entry.number}. Private prompt`;
  return `${entry.number}. ${shortened(entry.text, LABEL_LENGTH) || 'Prompt'}`;
}

function memoriesInWords(entry: PromptEntry): string {
  const parts = [
    ...(entry.observations > 0 ? [counted(entry.observations, 'observation')] : []),
    ...(entry.summaries > 0 ? [counted(entry.summaries, 'summary', 'summaries')] : []),
  ];
  return parts.length === 0 ? 'nothing remembered' : parts.join(', ');
}
