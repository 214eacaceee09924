import type { ProjectEntry } from '../../core/api';
import { NODE_WORDS } from '../../manifest';
import { codeSpan, escapeInline } from '../markdownText';
import { counted, oneLine } from '../plainText';
import { dateTime, relativeTime } from '../relativeTime';
import { type NodeContent, pageOf } from '../tree/node';
import type { MemoryApi } from './memoryTree';
import { sessionNode } from './sessionNode';

/** @param isNewest the newest branch of all is open from the start, so that what happens now is seen at once */
export function projectNode(api: MemoryApi, entry: ProjectEntry, isNewest: boolean): NodeContent {
  const name = oneLine(entry.name) || oneLine(entry.project);
  const sessions = counted(entry.sessions, 'session');
  return {
    key: `project:${encodeURIComponent(entry.project)}`,
    fingerprint: JSON.stringify(entry),
    startsExpanded: isNewest,
    view: (nowMs) => ({
      label: name,
      description: `${sessions} · ${relativeTime(entry.lastAtMs, nowMs)}`,
      tooltip: `**${escapeInline(name)}**\n\n${codeSpan(entry.project)}\n\n${sessions}, the last one active ${dateTime(entry.lastAtMs)}`,
      icon: { id: 'folder' },
      words: [NODE_WORDS.project],
      accessibilityLabel: `${name}, project, ${sessions}, last active ${relativeTime(entry.lastAtMs, nowMs, true)}`,
    }),
    load: async (limit) => {
      const entries = await api.sessions({ project: entry.project, limit: limit + 1 });
      const newest = entries[0];
      return pageOf(entries, limit, (session) => sessionNode(api, session, isNewest && session === newest));
    },
  };
}
