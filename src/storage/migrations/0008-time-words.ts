import type { Migration } from '../migrate';

/** Memories are indexed anew: whether they tell a time is known from now on, and two words more are stop words. */
export const timeWords: Migration = {
  version: 8,
  sql: `
DELETE FROM search_documents;
DELETE FROM search_postings;
`,
};
