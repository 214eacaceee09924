import { join } from 'node:path';
import type { AgentDefinition } from './connect/fileAdapter';
import { readText } from './connect/files';
import { HOOK_TIMEOUT_S, hookEntries } from './connect/hookEntries';
import { memberOf } from './connect/jsonHooks';
import { mcpServer } from './connect/mcpServer';
import { SKILL } from './connect/skill';
import { agentFolder, type Surroundings } from './connect/surroundings';

/** The first version that was seen to load a plugin from the folder of skills. */
const FIRST_WITH_SKILL_PLUGINS = [2, 1, 330];

const EVENTS = ['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'PostToolUseFailure', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd'];

/**
 * These it does not wait for: they put nothing into the conversation. The end of a turn is waited for until the launcher has handed
 * it over: with `-p` the client is gone right after it, and kills what it can still reach.
 */
const ASYNC = new Set(['PostToolUse', 'PostToolUseFailure', 'SubagentStop', 'PreCompact', 'SessionEnd']);

const PLUGIN = { name: 'recollect', description: 'Tells Recollect what happens in a session, and the session what Recollect remembers.' };

/** Claude Code: by a plugin in a folder of its own where that works, else by hooks in the user's settings. */
export function claudeCode(surroundings: Surroundings): AgentDefinition {
  const folder = agentFolder(surroundings, 'CLAUDE_CONFIG_DIR', '.claude');
  const plugin = join(folder, 'skills', PLUGIN.name);
  const settings = join(folder, 'settings.json');
  const entries = hookEntries(surroundings, EVENTS, {
    agent: 'claude-code',
    windowsShell: 'bash',
    isGrouped: true,
    more: (event) => ({ timeout: HOOK_TIMEOUT_S, ...(ASYNC.has(event) ? { async: true } : {}) }),
  });
  return {
    id: 'claude-code',
    displayName: 'Claude Code',
    afterConnect: 'Start a new session with it.',
    folder,
    program: 'claude',
    ways: [
      [
        { kind: 'own', file: join(plugin, '.claude-plugin', 'plugin.json'), text: json(PLUGIN) },
        { kind: 'own', file: join(plugin, 'hooks', 'hooks.json'), text: json({ hooks: entries }) },
        { kind: 'own', file: join(plugin, '.mcp.json'), text: json({ mcpServers: { [PLUGIN.name]: mcpServer(surroundings) } }) },
        { kind: 'own', file: join(plugin, 'skills', PLUGIN.name, 'SKILL.md'), text: SKILL },
      ],
      [{ kind: 'merged', file: settings, others: {}, entries }],
    ],
    preferredWay: async () => (loadsSkillPlugins(await surroundings.versionOf('claude')) ? 0 : 1),
    blocked: () => (memberOf(readText(settings) ?? '', 'disableAllHooks') === true ? `"disableAllHooks" is set in ${settings}` : undefined),
  };
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

function loadsSkillPlugins(version: string | undefined): boolean {
  const parts = /(\d+)\.(\d+)\.(\d+)/.exec(version ?? '')?.slice(1).map(Number);
  if (!parts) return false;
  for (const [index, least] of FIRST_WITH_SKILL_PLUGINS.entries()) if (parts[index] !== least) return (parts[index] ?? 0) > least;
  return true;
}
