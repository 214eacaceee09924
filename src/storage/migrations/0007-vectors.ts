import type { Migration } from '../migrate';

/**
 * Vectors of memories, by the search index's number of each; all of one model and length. One of what is changed or deleted goes with
 * the change.
 */
export const vectors: Migration = {
  version: 7,
  sql: `
CREATE TABLE search_vectors (document INTEGER PRIMARY KEY, vector BLOB NOT NULL);
CREATE TABLE search_vector_model (model TEXT NOT NULL, dimension INTEGER NOT NULL);
CREATE TRIGGER vector_outdated AFTER INSERT ON search_stale BEGIN
  DELETE FROM search_vectors WHERE document = new.document;
END;
`,
};
