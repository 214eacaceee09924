import { join } from 'node:path';
import type { AgentDefinition } from './connect/fileAdapter';
import { HOOK_TIMEOUT_S, hookEntries } from './connect/hookEntries';
import { mcpServer } from './connect/mcpServer';
import { agentFolder, type Surroundings } from './connect/surroundings';

/** In PascalCase, which VS Code's own agent understands too. */
const EVENTS = ['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'PostToolUseFailure', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd'];

/** Copilot: its CLI, and the Copilot agent of VS Code. A hook before tools is never installed: its failure would stop the agent. */
export function copilot(surroundings: Surroundings): AgentDefinition {
  const folder = agentFolder(surroundings, 'COPILOT_HOME', '.copilot');
  const hooks = hookEntries(surroundings, EVENTS, { agent: 'copilot', windowsShell: 'powershell', isGrouped: false, more: () => ({ timeoutSec: HOOK_TIMEOUT_S, timeout: HOOK_TIMEOUT_S }) });
  return {
    id: 'copilot',
    displayName: 'Copilot',
    afterConnect: 'Start a new session with it.',
    folder,
    program: 'copilot',
    ways: [
      [
        { kind: 'own', file: join(folder, 'hooks', 'recollect.json'), text: `${JSON.stringify({ version: 1, hooks }, undefined, 2)}\n` },
        { kind: 'merged', file: join(folder, 'mcp-config.json'), others: {}, entries: {}, server: mcpServer(surroundings, { type: 'local', tools: ['*'] }) },
      ],
    ],
  };
}
