import { join } from 'node:path';
import type { AgentDefinition } from './connect/fileAdapter';
import { HOOK_TIMEOUT_S, hookEntries } from './connect/hookEntries';
import { mcpServer } from './connect/mcpServer';
import type { Surroundings } from './connect/surroundings';

const EVENTS = [
  ...['sessionStart', 'beforeSubmitPrompt', 'afterFileEdit', 'afterShellExecution', 'afterMCPExecution', 'postToolUse', 'postToolUseFailure'],
  ...['subagentStop', 'preCompact', 'afterAgentResponse', 'stop', 'sessionEnd'],
];

/** Cursor. */
export function cursor(surroundings: Surroundings): AgentDefinition {
  const folder = join(surroundings.home, '.cursor');
  const entries = hookEntries(surroundings, EVENTS, { agent: 'cursor', windowsShell: 'powershell', isGrouped: false, more: () => ({ timeout: HOOK_TIMEOUT_S }) });
  return {
    id: 'cursor',
    displayName: 'Cursor',
    afterConnect: 'Restart it if nothing arrives.',
    folder,
    program: 'cursor',
    ways: [
      [
        { kind: 'merged', file: join(folder, 'hooks.json'), others: { version: 1 }, entries },
        { kind: 'merged', file: join(folder, 'mcp.json'), others: {}, entries: {}, server: mcpServer(surroundings) },
      ],
    ],
  };
}
