import type { Migration } from '../migrate';

/** Columns and indexes that both kinds of memory get; `prefix` is the one of their public ids. */
const marks = (table: string, kind: string, prefix: string): string => `
ALTER TABLE ${table} ADD COLUMN pinned_at INTEGER;
ALTER TABLE ${table} ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ${table} ADD COLUMN superseded_by TEXT;
ALTER TABLE ${table} ADD COLUMN edited_at INTEGER;
ALTER TABLE ${table} ADD COLUMN origin INTEGER;
CREATE INDEX ${table}_pinned ON ${table} (pinned_at) WHERE pinned_at IS NOT NULL;
CREATE INDEX ${table}_excluded ON ${table} (id) WHERE excluded = 1;
CREATE INDEX ${table}_superseded ON ${table} (superseded_by) WHERE superseded_by IS NOT NULL;
CREATE TRIGGER ${kind}_replacement_gone AFTER DELETE ON ${table} BEGIN
  UPDATE ${table} SET superseded_by = NULL WHERE superseded_by = '${prefix}' || old.id;
END;`;

/**
 * What people decide about memories. `origin` is a hash of the content that an imported memory came with. `undo_steps` holds rows
 * as they were before a change. `forgotten` says of which sessions (by a hash) and times nothing is taken any more.
 */
export const editing: Migration = {
  version: 3,
  sql: `
${marks('observations', 'observation', 'o')}
${marks('summaries', 'summary', 's')}

CREATE TABLE undo_steps (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  what TEXT NOT NULL,
  rows BLOB NOT NULL
);

CREATE TABLE forgotten (
  session_hash INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL,
  PRIMARY KEY (session_hash, from_at)
) WITHOUT ROWID;
`,
};
