import type { RealClient } from './realClient';
import { responsesWire } from './responsesWire';
import { trustCodexHooks } from './trustCodexHooks';

const settings = (modelUrl: string, project: string): string => `# mine
model = "gpt-5.5"
model_provider = "loopback"
check_for_update_on_startup = false

[model_providers.loopback]
name = "Loopback"
base_url = "${modelUrl}/v1"
env_key = "LOOPBACK_KEY"
wire_api = "responses"

[analytics]
enabled = false

[projects."${project}"]
trust_level = "trusted"
`;

export const codex: RealClient = {
  agent: 'codex',
  package: { name: '@openai/codex', version: '0.169.0', program: 'codex' },
  wire: responsesWire,
  folder: '.codex',
  settings: (modelUrl, project) => ({ '.codex/config.toml': settings(modelUrl, project) }),
  environment: () => ({ LOOPBACK_KEY: 'dummy' }),
  words: (prompt) => ['exec', '--dangerously-bypass-approvals-and-sandbox', prompt],
  resumeWords: (prompt) => ['exec', '--dangerously-bypass-approvals-and-sandbox', 'resume', '--last', prompt],
  calls: {
    write: (file, text) => ({ name: 'apply_patch', kind: 'custom', input: { text: `*** Begin Patch\n*** Add File: ${file}\n${text.trimEnd().split('\n').map((line) => `+${line}`).join('\n')}\n*** End Patch` } }),
    run: (command) => ({ name: 'exec_command', input: { cmd: command } }),
    read: (file) => ({ name: 'exec_command', input: { cmd: `cat ${file}` } }),
  },
  hasToolIds: true,
  hearsPrompts: true,
  trust: trustCodexHooks,
};
