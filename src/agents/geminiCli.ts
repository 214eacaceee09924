import { join } from 'node:path';
import type { AgentDefinition } from './connect/fileAdapter';
import { HOOK_TIMEOUT_S, hookEntries } from './connect/hookEntries';
import { mcpServer } from './connect/mcpServer';
import { agentFolder, type Surroundings } from './connect/surroundings';

const EVENTS = ['SessionStart', 'BeforeAgent', 'AfterTool', 'AfterAgent', 'SessionEnd'];

/** Gemini CLI. Its timeouts are in milliseconds; a hook that prints nothing says nothing. */
export function geminiCli(surroundings: Surroundings): AgentDefinition {
  const folder = join(agentFolder(surroundings, 'GEMINI_CLI_HOME', '.'), '.gemini');
  const entries = hookEntries(surroundings, EVENTS, { agent: 'gemini-cli', windowsShell: 'powershell', isGrouped: true, more: () => ({ name: 'recollect', timeout: HOOK_TIMEOUT_S * 1000 }) });
  return {
    id: 'gemini-cli',
    displayName: 'Gemini CLI',
    afterConnect: 'Start a new session with it.',
    folder,
    program: 'gemini',
    ways: [[{ kind: 'merged', file: join(folder, 'settings.json'), others: {}, entries, server: mcpServer(surroundings) }]],
  };
}
