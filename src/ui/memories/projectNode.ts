import type { ProjectEntry } from '../../core/api';
import { oneLine } from '../../core/plainText';
import { NODE_WORDS } from '../../manifest';
import { loadUpTo } from '../loadUpTo';
import { codeSpan, escapeInline } from '../markdownText';
import { counted } from '../labelText';
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
    target: { kind: 'project', project: entry.project },
    startsExpanded: isNewest,
    view: (nowMs) => ({
      label: name,
      description: [...(entry.isExcluded ? ['not recorded'] : []), sessions, ...(entry.sessions === 0 ? [] : [relativeTime(entry.lastAtMs, nowMs)])].join(' · '),
      tooltip: `**${escapeInline(name)}**\n\n${codeSpan(entry.project)}\n\n${sessions}${entry.sessions === 0 ? '' : `, the last one active ${dateTime(entry.lastAtMs)}`}${entry.isExcluded ? '\n\nExcluded: nothing of what happens in it is recorded.' : ''}`,
      icon: { id: entry.isExcluded ? 'circle-slash' : 'folder' },
      words: [NODE_WORDS.project, ...(entry.isExcluded ? [NODE_WORDS.excluded] : [])],
      accessibilityLabel: [name, 'project', ...(entry.isExcluded ? ['not recorded'] : []), sessions, ...(entry.sessions === 0 ? [] : [`last active ${relativeTime(entry.lastAtMs, nowMs, true)}`])].join(', '),
    }),
    load: async (limit) => {
      const entries = await loadUpTo(limit + 1, (page) => api.sessions({ project: entry.project, ...page }));
      const newest = entries[0];
      return pageOf(entries, limit, (session) => sessionNode(api, session, isNewest && session === newest));
    },
  };
}
