import { as, parserOf } from './dialect';

/** Claude Code: its words are the common ones. */
export const parseClaudeCode = parserOf('claude-code', {
  SessionStart: as('SessionStart'),
  UserPromptSubmit: as('UserPromptSubmit'),
  PostToolUse: as('PostToolUse'),
  PostToolUseFailure: as('PostToolUseFailure'),
  // `/compact` runs a nameless sub-agent of its own: nothing of the user's work.
  SubagentStop: (payload) => (payload['agent_type'] === '' ? undefined : { event: 'SubagentStop', fields: payload }),
  PreCompact: as('PreCompact'),
  Stop: as('Stop'),
  SessionEnd: as('SessionEnd'),
});
