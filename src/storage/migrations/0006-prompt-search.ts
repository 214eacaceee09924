import type { Migration } from '../migrate';

/** As in documentKey.ts. */
const keyOf = (row: string, promptNumber = 'number'): string => `-(${row}.session_id * 1048576 + ${row}.${promptNumber})`;
const changed = (...keys: readonly string[]): string => keys.map((key) => `INSERT INTO search_stale (document) VALUES (${key});`).join(' ');

/**
 * Prompts in the search index: each of their changes is put down in `search_stale`, and so is a summary that comes or goes, since a
 * prompt is found by itself only while there is none. A summary is also found by the words of its prompt.
 */
export const promptSearch: Migration = {
  version: 6,
  sql: `
CREATE TRIGGER prompt_added AFTER INSERT ON prompts WHEN new.text IS NOT NULL AND new.is_private = 0 BEGIN
  ${changed(keyOf('new'))}
END;
CREATE TRIGGER prompt_removed AFTER DELETE ON prompts WHEN old.text IS NOT NULL AND old.is_private = 0 BEGIN
  ${changed(keyOf('old'))}
END;
CREATE TRIGGER prompt_moved AFTER UPDATE OF number ON prompts WHEN old.number <> new.number BEGIN
  ${changed(keyOf('old'), keyOf('new'))}
END;
CREATE TRIGGER prompt_outdated AFTER UPDATE OF text, is_private ON prompts WHEN old.text IS NOT new.text OR old.is_private <> new.is_private BEGIN
  ${changed(keyOf('new'))}
  INSERT INTO search_stale (document) SELECT id * 2 + 1 FROM summaries WHERE session_id = new.session_id AND prompt_number = new.number;
END;
CREATE TRIGGER summary_stands_for_prompt AFTER INSERT ON summaries BEGIN
  ${changed(keyOf('new', 'prompt_number'))}
END;
CREATE TRIGGER summary_leaves_prompt AFTER DELETE ON summaries BEGIN
  ${changed(keyOf('old', 'prompt_number'))}
END;
CREATE TRIGGER summary_moved AFTER UPDATE OF prompt_number ON summaries WHEN old.prompt_number <> new.prompt_number BEGIN
  ${changed(keyOf('old', 'prompt_number'), keyOf('new', 'prompt_number'))}
END;

INSERT INTO search_stale (document) SELECT ${keyOf('p')} FROM prompts p
  WHERE p.text IS NOT NULL AND p.is_private = 0 AND NOT EXISTS (SELECT 1 FROM summaries m WHERE m.session_id = p.session_id AND m.prompt_number = p.number);
`,
};
