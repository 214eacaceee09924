import type { AgentAdapter } from '../../core/agentAdapter';
import type { SettingsAccess } from '../settingsAccess';

/** VS Code's own agents: the extension contributes their hooks, and a setting says whether they count. */
export function vscodeAgent(settings: Pick<SettingsAccess, 'isVscodeConnected' | 'setVscodeConnected'>): AgentAdapter {
  return {
    id: 'vscode',
    displayName: 'VS Code',
    afterConnect: 'Chats of VS Code\'s own agent are recorded from now on.',
    detect: () => true,
    plan: async () => [],
    apply: (action) => settings.setVscodeConnected(action === 'connect'),
    verify: async () => (settings.isVscodeConnected() ? { kind: 'connected', isCurrent: true } : { kind: 'notConnected' }),
  };
}
