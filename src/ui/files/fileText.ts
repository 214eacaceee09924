import type { FileMemory } from '../../core/api';
import { oneLine } from '../../core/plainText';
import { COMMANDS } from '../../manifest';
import { counted, shortened } from '../labelText';
import { escapeInline } from '../markdownText';
import { relativeTime } from '../relativeTime';
import { MOST_OF_FILE } from './fileMemories';

const SHOWN = 5;
const TITLE_LENGTH = 100;
const MIN_WORD = 3;

/** `3 memories`; `100+ memories` where there are more than were asked for. */
export function countText(memories: readonly FileMemory[]): string {
  return memories.length < MOST_OF_FILE ? counted(memories.length, 'memory', 'memories') : `${MOST_OF_FILE}+ memories`;
}

/** Those that say the word, as a name of the code would be said; the case of a name matters. */
export function naming(word: string, memories: readonly FileMemory[]): readonly FileMemory[] {
  if (word.length < MIN_WORD) return [];
  const whole = new RegExp(`(?<![\\p{L}\\p{N}_])${word.replace(/[^\p{L}\p{N}_]/gu, '\\$&')}(?![\\p{L}\\p{N}_])`, 'u');
  return memories.filter(({ title, subtitle }) => whole.test(title) || whole.test(subtitle));
}

/** A few of the memories as links, the newest first, under a line that says what they are. */
export function hoverMarkdown(heading: string, memories: readonly FileMemory[], nowMs: number): string {
  const lines = memories.slice(0, SHOWN).map((memory) => `- [${escapeInline(shortened(oneLine(memory.title), TITLE_LENGTH)) || memory.id}](${openLink(memory.id)}) *${memory.type ?? memory.kind} · ${relativeTime(memory.atMs, nowMs)}*`);
  const more = memories.length > SHOWN ? [`[Show all](command:${COMMANDS.showFileMemories})`] : [];
  return [`**Recollect:** ${escapeInline(heading)}`, lines.join('\n'), ...more].join('\n\n');
}

function openLink(memoryId: string): string {
  return `command:${COMMANDS.openMemory}?${encodeURIComponent(JSON.stringify([{ memoryId }]))}`;
}
