import type { Migration } from '../migrate';

/**
 * What is taken from transcripts beside what hooks tell. `seq` is the order in which prompts became known and never changes;
 * `number` follows their time. `current_prompt` is the `seq` of the prompt that the agent's hooks are at, `heard_at` when they
 * were last heard of. `transcript_key` is the transcript's own name of a prompt, `is_told` whether a hook told of it.
 */
export const transcripts: Migration = {
  version: 4,
  sql: `
ALTER TABLE sessions ADD COLUMN current_prompt INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN heard_at INTEGER;
UPDATE sessions SET current_prompt = prompt_count, heard_at = last_at;

ALTER TABLE prompts ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE prompts ADD COLUMN transcript_key TEXT;
ALTER TABLE prompts ADD COLUMN is_told INTEGER NOT NULL DEFAULT 1;
UPDATE prompts SET seq = number;

CREATE TABLE transcripts (
  file TEXT PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  read_bytes INTEGER NOT NULL,
  is_wanted INTEGER NOT NULL
) WITHOUT ROWID;
`,
};
