import type { Fields } from './commonPayload';
import { as, parserOf, renamed } from './dialect';

const common = (payload: Fields): Fields => renamed(payload, { turn_id: 'prompt_id' });

/** Codex CLI. A tool that failed comes as PostToolUse too, its response a plain text. */
export const parseCodex = parserOf('codex', {
  SessionStart: as('SessionStart', common),
  UserPromptSubmit: as('UserPromptSubmit', common),
  PostToolUse: as('PostToolUse', common),
  SubagentStop: as('SubagentStop', common),
  PreCompact: as('PreCompact', common),
  Stop: as('Stop', common),
  SessionEnd: as('SessionEnd', common),
});
