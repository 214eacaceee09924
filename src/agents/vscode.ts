import { LAUNCHER } from './connect/hookCommand';
import { HOOK_TIMEOUT_S } from './connect/hookEntries';

const EVENTS = ['SessionStart', 'UserPromptSubmit', 'PostToolUse', 'SubagentStop', 'PreCompact', 'Stop', 'SessionEnd'];
const ROOT = '${CLAUDE_PLUGIN_ROOT}';

/** What `plugin/hooks/hooks.json` holds: the extension contributes it to VS Code's own agents, which ask for no file of theirs. */
export function vscodePluginHooks(): object {
  const hook = (event: string): object => ({
    type: 'command',
    command: `sh "${ROOT}/${LAUNCHER}" ${event} --agent vscode`,
    windows: `& "${ROOT}\\${LAUNCHER}.cmd" ${event} --agent vscode`,
    timeout: HOOK_TIMEOUT_S,
  });
  return { hooks: Object.fromEntries(EVENTS.map((event) => [event, [{ hooks: [hook(event)] }]])) };
}
