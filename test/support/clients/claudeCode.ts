import { messagesWire } from './messagesWire';
import type { RealClient } from './realClient';

/** Claude Code: a native program, all rights reserved; nothing of it is kept but the installed package in the cache. */
export const claudeCode: RealClient = {
  agent: 'claude-code',
  package: { name: '@anthropic-ai/claude-code', version: '2.1.330', program: 'claude' },
  wire: messagesWire,
  folder: '.claude',
  settings: () => ({ '.claude/settings.json': '{\n    "permissions": { "deny": [] }\n}\n' }),
  environment: (modelUrl) => ({
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_API_KEY: 'sk-dummy',
    // Root may bypass permissions only where it is told that this is a sandbox.
    IS_SANDBOX: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  }),
  words: (prompt) => ['--permission-mode', 'bypassPermissions', '-p', prompt],
  resumeWords: (prompt) => ['--permission-mode', 'bypassPermissions', '--continue', '-p', prompt],
  calls: {
    write: (file_path, content) => ({ name: 'Write', input: { file_path, content } }),
    run: (command) => ({ name: 'Bash', input: { command, description: 'Runs it' } }),
    read: (file_path) => ({ name: 'Read', input: { file_path } }),
  },
  // It defers the tools of servers: their descriptions are asked for first.
  recall: (name, input) => {
    const full = `mcp__plugin_recollect_recollect__${name}`;
    return [{ name: 'ToolSearch', input: { query: `select:${full}`, max_results: 1 } }, { name: full, input }];
  },
  hasToolIds: true,
  hearsPrompts: true,
};
