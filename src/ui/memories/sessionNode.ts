import type { SessionEntry } from '../../core/api';
import type { SessionAgent } from '../../core/hookEvent';
import { oneLine } from '../../core/plainText';
import { NODE_WORDS } from '../../manifest';
import { codeSpan, escapeInline } from '../markdownText';
import { counted, shortened } from '../labelText';
import { dateTime, relativeTime } from '../relativeTime';
import { type NodeContent, type NodeView, pageOf } from '../tree/node';
import type { MemoryApi } from './memoryTree';
import { promptNode } from './promptNode';

const LABEL_LENGTH = 100;

export const AGENT_NAMES: Readonly<Record<SessionAgent, string>> = {
  'claude-code': 'Claude Code',
  vscode: 'VS Code',
  copilot: 'Copilot',
  'gemini-cli': 'Gemini CLI',
  codex: 'Codex',
  cursor: 'Cursor',
  notes: 'Notes',
};

export function sessionNode(api: MemoryApi, entry: SessionEntry, isNewest: boolean): NodeContent {
  return {
    key: `session:${entry.id}`,
    fingerprint: JSON.stringify(entry),
    target: { kind: 'session', sessionId: entry.id, session: entry },
    startsExpanded: isNewest,
    view: (nowMs) => sessionView(entry, nowMs),
    load: async (limit) => {
      const prompts = await api.prompts({ sessionId: entry.id });
      const newest = prompts[0];
      return pageOf(prompts, limit, (prompt) => promptNode(api, prompt, isNewest && prompt === newest));
    },
  };
}

/** What of the session is queued, in words: `2 pending, 1 failed`; empty when nothing is. */
export function queuedWords(entry: SessionEntry): string {
  const counts: [number, string][] = [[entry.processing, 'processing'], [entry.pending, 'pending'], [entry.failed, 'failed']];
  return counts.filter(([count]) => count > 0).map(([count, state]) => `${count} ${state}`).join(', ');
}

function sessionView(entry: SessionEntry, nowMs: number): NodeView {
  const title = shortened(entry.title, LABEL_LENGTH) || entry.agentSessionId;
  const agent = AGENT_NAMES[entry.agent];
  const queued = queuedWords(entry);
  return {
    label: title,
    description: [entry.isIncognito ? 'incognito' : '', queued, agent, relativeTime(entry.lastAtMs, nowMs)].filter((part) => part !== '').join(' · '),
    tooltip: sessionTooltip(entry, title, agent),
    icon: sessionIcon(entry),
    words: [NODE_WORDS.session, ...(entry.isIncognito ? [NODE_WORDS.incognito] : []), ...(entry.pending + entry.processing > 0 ? [NODE_WORDS.queued] : []), ...(entry.failed > 0 ? [NODE_WORDS.failed] : [])],
    accessibilityLabel: [title, entry.agent === 'notes' ? agent : `${agent} session`, entry.isIncognito ? 'incognito' : '', queued, counted(entry.observations, 'observation'), `last active ${relativeTime(entry.lastAtMs, nowMs, true)}`].filter((part) => part !== '').join(', '),
  };
}

function sessionIcon(entry: SessionEntry): NonNullable<NodeView['icon']> {
  if (entry.isIncognito) return { id: 'eye-closed' };
  if (entry.processing > 0) return { id: 'sync~spin' };
  if (entry.failed > 0) return { id: 'warning', color: 'list.warningForeground' };
  return { id: 'comment-discussion' };
}

function sessionTooltip(entry: SessionEntry, title: string, agent: string): string {
  const ended = entry.endedAtMs === null ? '' : `, ended ${dateTime(entry.endedAtMs)}`;
  const queued = queuedWords(entry);
  const tokens = entry.inputTokens + entry.outputTokens;
  return [
    `**${escapeInline(title)}**`,
    `${agent} session ${codeSpan(oneLine(entry.agentSessionId))}`,
    `Started ${dateTime(entry.startedAtMs)}, last active ${dateTime(entry.lastAtMs)}${ended}`,
    `${counted(entry.prompts, 'prompt')}, ${counted(entry.observations, 'observation')}${queued === '' ? '' : `; queue: ${queued}`}`,
    entry.isIncognito ? 'Incognito: nothing of what happens in it is recorded.' : '',
    tokens === 0 ? '' : `${counted(entry.inputTokens, 'token')} in, ${counted(entry.outputTokens, 'token')} out`,
  ].filter((line) => line !== '').join('\n\n');
}
