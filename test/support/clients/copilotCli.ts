import { completionsWire } from './completionsWire';
import type { RealClient } from './realClient';

/** Copilot CLI with a model of one's own, which asks for no sign-in. */
export const copilotCli: RealClient = {
  agent: 'copilot',
  package: { name: '@github/copilot', version: '1.0.102', program: 'copilot' },
  wire: completionsWire,
  folder: '.copilot',
  settings: () => ({}),
  environment: (modelUrl) => ({ COPILOT_PROVIDER_BASE_URL: `${modelUrl}/v1`, COPILOT_MODEL: 'loopback', COPILOT_OFFLINE: 'true', COPILOT_AUTO_UPDATE: 'false' }),
  words: (prompt) => ['--allow-all-tools', '--allow-all-paths', '--prompt', prompt],
  resumeWords: (prompt) => ['--allow-all-tools', '--allow-all-paths', '--continue', '--prompt', prompt],
  calls: {
    write: (path, file_text) => ({ name: 'create', input: { path, file_text } }),
    run: (command) => ({ name: 'bash', input: { command, description: 'Runs it', sessionId: 'main', async: false } }),
    read: (path) => ({ name: 'view', input: { path } }),
  },
  recall: (name, input) => [{ name: `recollect-${name}`, input }],
  hasToolIds: false,
  hearsPrompts: false,
};
