import type { Migration } from '../migrate';

/** Times are ms since the epoch. `body` and `payload` are blobs of blobCodec.ts. */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE sessions (
  id INTEGER PRIMARY KEY,
  agent TEXT NOT NULL,
  agent_session_id TEXT NOT NULL,
  project TEXT NOT NULL,
  cwd TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  started_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  ended_at INTEGER,
  held INTEGER NOT NULL DEFAULT 0,
  prompt_count INTEGER NOT NULL DEFAULT 0,
  observation_count INTEGER NOT NULL DEFAULT 0,
  summary_count INTEGER NOT NULL DEFAULT 0,
  input_tokens INTEGER NOT NULL DEFAULT 0,
  output_tokens INTEGER NOT NULL DEFAULT 0,
  UNIQUE (agent, agent_session_id)
);
CREATE INDEX sessions_by_project ON sessions (project, last_at);

CREATE TABLE prompts (
  session_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  agent_prompt_id TEXT,
  text TEXT,
  is_private INTEGER NOT NULL DEFAULT 0,
  at INTEGER NOT NULL,
  PRIMARY KEY (session_id, number)
) WITHOUT ROWID;

CREATE TABLE seen_events (
  session_id INTEGER NOT NULL,
  event_hash INTEGER NOT NULL,
  PRIMARY KEY (session_id, event_hash)
) WITHOUT ROWID;

CREATE TABLE messages (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('pending', 'processing', 'processed', 'skipped', 'failed')),
  kind TEXT NOT NULL CHECK (kind IN ('observation', 'summarize')),
  tool_use_id TEXT,
  prompt_number INTEGER NOT NULL,
  project TEXT NOT NULL,
  cwd TEXT NOT NULL,
  at INTEGER NOT NULL,
  subagent_id TEXT,
  subagent_type TEXT,
  label TEXT NOT NULL,
  payload BLOB NOT NULL,
  size_bytes INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  crashes INTEGER NOT NULL DEFAULT 0,
  owner INTEGER,
  token TEXT,
  error TEXT,
  batch INTEGER,
  settled_at INTEGER
);
CREATE INDEX messages_by_state ON messages (state, session_id, id);

CREATE TABLE observations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  prompt_number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  title TEXT NOT NULL,
  body BLOB NOT NULL,
  batch INTEGER NOT NULL
);
CREATE INDEX observations_by_prompt ON observations (session_id, prompt_number);

CREATE TABLE summaries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  session_id INTEGER NOT NULL,
  prompt_number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  title TEXT NOT NULL,
  body BLOB NOT NULL,
  batch INTEGER NOT NULL
);
CREATE INDEX summaries_by_prompt ON summaries (session_id, prompt_number);

CREATE TRIGGER observation_added AFTER INSERT ON observations BEGIN
  UPDATE sessions SET observation_count = observation_count + 1 WHERE id = new.session_id;
END;
CREATE TRIGGER observation_removed AFTER DELETE ON observations BEGIN
  UPDATE sessions SET observation_count = observation_count - 1 WHERE id = old.session_id;
END;
CREATE TRIGGER summary_added AFTER INSERT ON summaries BEGIN
  UPDATE sessions SET summary_count = summary_count + 1 WHERE id = new.session_id;
END;
CREATE TRIGGER summary_removed AFTER DELETE ON summaries BEGIN
  UPDATE sessions SET summary_count = summary_count - 1 WHERE id = old.session_id;
END;

CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE VIRTUAL TABLE memory_index USING fts4 (content="", title, body, tokenize=porter);
`,
};
