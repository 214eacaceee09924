import { geminiWire } from './geminiWire';
import type { RealClient } from './realClient';

export const geminiCli: RealClient = {
  agent: 'gemini-cli',
  package: { name: '@google/gemini-cli', version: '0.61.0', program: 'gemini' },
  wire: geminiWire,
  folder: '.gemini',
  settings: () => ({
    '.gemini/settings.json': JSON.stringify({ security: { auth: { selectedType: 'gemini-api-key' } }, privacy: { usageStatisticsEnabled: false }, telemetry: { enabled: false }, general: { enableAutoUpdate: false, enableAutoUpdateNotification: false } }, undefined, 2),
  }),
  environment: (modelUrl) => ({ GOOGLE_GEMINI_BASE_URL: modelUrl, GEMINI_API_KEY: 'dummy', GEMINI_CLI_TRUST_WORKSPACE: 'true' }),
  words: (prompt) => ['--model', 'gemini-2.5-flash', '--yolo', '--prompt', prompt],
  resumeWords: (prompt) => ['--model', 'gemini-2.5-flash', '--yolo', '--resume', 'latest', '--prompt', prompt],
  calls: {
    write: (file_path, content) => ({ name: 'write_file', input: { file_path, content } }),
    run: (command) => ({ name: 'run_shell_command', input: { command, description: 'Runs it' } }),
    read: (file_path) => ({ name: 'read_file', input: { file_path } }),
  },
  recall: (name, input) => [{ name: `mcp_recollect_${name}`, input }],
  hasToolIds: false,
  hearsPrompts: true,
};
