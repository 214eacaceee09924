import { join } from 'node:path';
import type { AgentDefinition } from './connect/fileAdapter';
import { HOOK_TIMEOUT_S, hookEntries } from './connect/hookEntries';
import { agentFolder, type Surroundings } from './connect/surroundings';

const EVENTS = ['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd'];
/** More is not granted at the end of a session. */
const SESSION_END_TIMEOUT_S = 3;
const TRUST = 'Codex runs new hooks only when you trust them: start it, type /hooks and trust those of Recollect.';

/** Codex CLI. */
export function codex(surroundings: Surroundings): AgentDefinition {
  const folder = agentFolder(surroundings, 'CODEX_HOME', '.codex');
  const entries = hookEntries(surroundings, EVENTS, { agent: 'codex', windowsShell: 'cmd', isGrouped: true, more: (event) => ({ timeout: event === 'SessionEnd' ? SESSION_END_TIMEOUT_S : HOOK_TIMEOUT_S }) });
  return {
    id: 'codex',
    displayName: 'Codex',
    afterConnect: TRUST,
    folder,
    program: 'codex',
    ways: [[{ kind: 'merged', file: join(folder, 'hooks.json'), others: {}, entries }]],
    trust: TRUST,
  };
}
