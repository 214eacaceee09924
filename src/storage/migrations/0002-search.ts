import type { Migration } from '../migrate';

/**
 * An inverted index of our own in place of FTS4 (core/search). The first two tables follow from the memories: they are written
 * without the journal, and what a snapshot lacks is indexed again. `search_stale` says which memories were changed or deleted.
 */
export const search: Migration = {
  version: 2,
  sql: `
DROP TABLE memory_index;

CREATE TABLE search_postings (
  term TEXT NOT NULL,
  block INTEGER NOT NULL,
  postings BLOB NOT NULL,
  PRIMARY KEY (term, block)
) WITHOUT ROWID;

CREATE TABLE search_documents (
  first INTEGER PRIMARY KEY,
  documents BLOB NOT NULL
);

CREATE TABLE search_stale (seq INTEGER PRIMARY KEY AUTOINCREMENT, document INTEGER NOT NULL);
CREATE TRIGGER observation_unindexed AFTER DELETE ON observations BEGIN
  INSERT INTO search_stale (document) VALUES (old.id * 2);
END;
CREATE TRIGGER observation_outdated AFTER UPDATE OF title, body, type ON observations BEGIN
  INSERT INTO search_stale (document) VALUES (old.id * 2);
END;
CREATE TRIGGER summary_unindexed AFTER DELETE ON summaries BEGIN
  INSERT INTO search_stale (document) VALUES (old.id * 2 + 1);
END;
CREATE TRIGGER summary_outdated AFTER UPDATE OF title, body ON summaries BEGIN
  INSERT INTO search_stale (document) VALUES (old.id * 2 + 1);
END;
`,
};
